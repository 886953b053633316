package dev.menai.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Outcome;
import dev.menai.Runner;
import dev.menai.RunnerOptions;
import dev.menai.Task;
import dev.menai.engine.spi.LoopObserver;
import dev.menai.engine.spi.ObservedTask;
import dev.menai.engine.tasks.LoopFuture;
import dev.menai.internal.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario again and again, and cancels each time another one of its suspensions: the first wait of any of its
 * tasks, the second, and so on, until it has no more.
 *
 * <p>After each run: no task is left, everything that was opened is closed, and no task has more requests than it got.
 */
public final class CancelEverywhere {
    /** What is run. */
    public interface Scenario {
        void run(Ledger ledger) throws Exception;
    }

    /** Keeps count of what is open. */
    public static final class Ledger {
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        public void open() {
            opened.incrementAndGet();
        }

        public void close() {
            closed.incrementAndGet();
        }
    }

    private enum Moment {
        /** The request is there when the task is about to wait. */
        BEFORE,
        /** The request comes when the task waits. */
        DURING
    }

    private final Scenario scenario;
    private final List<Class<? extends Throwable>> endings = new ArrayList<>(List.of(CancellationException.class));

    private CancelEverywhere(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Names the scenario to run. */
    public static CancelEverywhere in(Scenario scenario) {
        return new CancelEverywhere(scenario);
    }

    /** Allows the scenario to end with an exception of this type; a cancellation is allowed anyway. */
    public CancelEverywhere mayEndWith(Class<? extends Throwable> type) {
        endings.add(type);
        return this;
    }

    /** Runs the scenario; returns how many suspensions it had without a cancellation. */
    public int run() {
        int suspensions = run(0, Moment.DURING);
        for (Moment moment : Moment.values()) {
            for (int at = 1; run(at, moment) >= at; at++) {}
        }
        return suspensions;
    }

    /** Runs the scenario once and cancels suspension {@code at}; returns how many there were. */
    private int run(int at, Moment moment) {
        String place = "cancelled " + moment + " suspension " + at;
        Injection injection = new Injection(at, moment);
        Ledger ledger = new Ledger();
        try (Runner runner = new Runner(RunnerOptions.onLoop(EventLoop::virtualTime))) {
            Engines.of(runner.loop()).setObserver(injection);
            runner.run(() -> {
                injection.main = Asyncio.currentTask();
                Task<Void> task = Asyncio.createTask("scenario", () -> scenario.run(ledger));
                Outcome<Void> ending =
                        Asyncio.await(Asyncio.gatherOutcomes(task)).get(0);
                checkEnding(place, ending.exception());
                assertThat(Asyncio.allTasks()).as(place).containsExactly(Asyncio.currentTask());
                assertThat(task.cancelling()).as(place).isEqualTo(injection.hit == task ? 1 : 0);
            });
        }
        assertThat(ledger.closed.get()).as("closed, when " + place).isEqualTo(ledger.opened.get());
        return injection.count;
    }

    private void checkEnding(String place, @Nullable Throwable ending) {
        boolean isFine = ending == null || endings.stream().anyMatch(type -> type.isInstance(ending));
        assertThat(isFine ? null : ending).as(place).isNull();
    }

    private static final class Injection extends LoopObserver {
        private final int at;
        private final Moment moment;
        private int count;
        private @Nullable Object main;
        private @Nullable Object hit;

        Injection(int at, Moment moment) {
            this.at = at;
            this.moment = moment;
        }

        @Override
        public void waits(ObservedTask task) {
            if (task.getFuture() == main || ++count != at) {
                return;
            }
            hit = task.getFuture();
            LoopFuture<?> future = (LoopFuture<?>) task.getFuture();
            if (moment == Moment.BEFORE) {
                future.cancel("injected");
            } else {
                EventLoop.running().callSoon(() -> future.cancel("injected"));
            }
        }
    }
}
