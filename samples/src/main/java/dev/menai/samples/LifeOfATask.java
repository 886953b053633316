package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.Task;
import java.time.Duration;
import java.util.Arrays;

/** The life of a task: pending, running, waiting, done, cancelled; its name, its stack, and who waits for it. */
public final class LifeOfATask {
    private LifeOfATask() {}

    static String work() {
        System.out.println("running:   " + currentTask());
        await(sleep(Duration.ofMillis(20)));
        return "value";
    }

    static void live() {
        Task<String> task = createTask("worker", LifeOfATask::work);
        System.out.println("created:   " + task);
        Task<String> other = createTask("observer", () -> await(task));
        await(sleep(Duration.ZERO)); // both have their first turn
        System.out.println("waiting:   " + task);
        boolean isInWork = Arrays.stream(task.stack()).anyMatch(frame -> "work".equals(frame.getMethodName()));
        System.out.println("its stack shows where it waits: " + isInWork);
        System.out.println("unfinished: "
                + Asyncio.allTasks().stream().skip(1).map(Task::name).sorted().toList());
        await(other);
        System.out.println("done:      " + task + " with " + task.result());

        Task<Void> cancelled = createTask("unlucky", () -> await(sleep(Duration.ofHours(1))));
        cancelled.cancel();
        System.out.println("requested: " + cancelled + ", requests: " + cancelled.cancelling());
        await(gatherOutcomes(cancelled));
        System.out.println("cancelled: " + cancelled);
    }

    public static void main(String[] arguments) {
        Asyncio.run(LifeOfATask::live);
    }
}
