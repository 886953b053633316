package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.TaskScope;
import dev.menai.function.ThrowingRunnable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small scheduler: jobs are added and cancelled while it runs, some are periodic, each has a state and a log. */
public final class MicroScheduler implements AutoCloseable {
    private final TaskScope scope;
    private final Map<String, Task<Void>> jobs = new LinkedHashMap<>();
    private final Map<String, List<String>> logs = new LinkedHashMap<>();

    MicroScheduler(EventLoop loop) {
        scope = TaskScope.open("scheduler", loop);
    }

    void once(String name, Duration delay, ThrowingRunnable<? extends Exception> job) {
        add(name, () -> {
            await(sleep(delay));
            attempt(name, job);
        });
    }

    void every(String name, Duration period, ThrowingRunnable<? extends Exception> job) {
        add(name, () -> {
            while (true) {
                await(sleep(period));
                attempt(name, job);
            }
        });
    }

    private void add(String name, ThrowingRunnable<? extends Exception> body) {
        logs.put(name, new ArrayList<>());
        jobs.put(name, scope.createTask(name, body));
    }

    /** A failing run is logged and does not end a periodic job. */
    private void attempt(String name, ThrowingRunnable<? extends Exception> job) {
        try {
            job.run();
            logs.get(name).add("ok");
        } catch (java.util.concurrent.CancellationException cancelled) {
            throw cancelled;
        } catch (Exception failure) {
            logs.get(name).add(failure.getMessage());
        }
    }

    void cancel(String name) {
        jobs.get(name).cancel("no longer wanted");
    }

    String state(String name) {
        Task<Void> job = jobs.get(name);
        return name + ": " + (job.isCancelled() ? "cancelled" : job.isDone() ? "done" : "scheduled") + " "
                + logs.get(name);
    }

    @Override
    public void close() {
        scope.close();
    }

    static void schedule() {
        MicroScheduler scheduler = new MicroScheduler(EventLoop.running());
        try (scheduler) {
            scheduler.every("tick", Duration.ofMillis(100), () -> {});
            scheduler.once("report", Duration.ofMillis(150), () -> {
                throw new IllegalStateException("no paper");
            });
            scheduler.once("never", Duration.ofHours(1), () -> {});
            await(sleep(Duration.ofMillis(250)));
            scheduler.cancel("never");
            scheduler.once("late", Duration.ofMillis(50), () -> {});
            await(sleep(Duration.ofMillis(100)));
            for (String name : List.of("tick", "report", "never", "late")) {
                System.out.println(scheduler.state(name));
            }
        }
        System.out.println(scheduler.state("tick"));
    }

    public static void main(String[] arguments) {
        Asyncio.run(MicroScheduler::schedule);
    }
}
