package dev.menai;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.engine.loop.Workers;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the watchdog says of parallel loops, and of monitors. */
class HeldThreadsTest {
    private static final String HELD = "A thread of EventLoop[parallel, running, ";

    /** A parallel loop in debug mode, closed at the end. */
    private static void onParallelLoop(java.util.function.Consumer<EventLoop> use) {
        EventLoop loop = EventLoop.parallel();
        loop.setDebug(true);
        try {
            use.accept(loop);
        } finally {
            loop.close();
        }
    }

    private static LogRecord awaited(Log log, String text) {
        try {
            return log.awaitMessage(text);
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }

    /** A task that blocks for {@code monitor}, which is free when {@code released} is set, once that is {@code held}. */
    private static Task<Void> wanting(EventLoop loop, Object monitor, Event held, Event released) {
        return loop.createTask("wanting", () -> {
            await(held.whenSet());
            synchronized (monitor) {
                assertThat(released.isSet()).isTrue();
            }
        });
    }

    @Test
    @DisplayName("DBG-6: a body that keeps a thread of a parallel loop is named, in each of its steps")
    void bodies(Log log) {
        onParallelLoop(loop -> {
            AsyncFuture<Void> nextStep = loop.createFuture();
            Task<Void> task = loop.createTask("blocker", () -> {
                awaited(log, HELD);
                await(nextStep);
                while (log.messages().size() < 2) {
                    Thread.onSpinWait();
                }
            });
            while (!task.toString().contains("awaits ")) {
                Thread.onSpinWait();
            }
            nextStep.setResult(null);
            task.join();
        });
        assertThat(log.messages()).hasSize(2).allSatisfy(message -> assertThat(message)
                .startsWith(HELD)
                .contains("] is held: Task[pending, name='blocker'")
                .contains(" has kept it for ")
                .contains("use await instead of blocking, and toThread for blocking or long work"));
        assertThat(log.messages().get(0)).contains(". It blocks in java.lang.Object.wait");
        assertThat(log.messages().get(1)).contains("Probably it blocks or computes");
        assertThat(log.records().get(1).getThrown().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().contains("lambda$bodies"));
    }

    @Test
    @DisplayName("DBG-6: a callback that keeps a thread of a parallel loop is named")
    void callbacks(Log log) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        onParallelLoop(loop -> {
            loop.callSoon(() -> {
                awaited(log, HELD);
                done.countDown();
            });
            awaited(log, HELD);
        });
        done.await();
        assertThat(log.messages().get(0))
                .contains("] is held: callback lambda of dev.menai.HeldThreadsTest has kept it for ");
    }

    @Test
    @DisplayName("DBG-6: a thread that runs quick steps for long is not named, nor a body that waits")
    void quickSteps(Log log) {
        onParallelLoop(loop -> {
            Duration limit = Duration.ofMillis(500); // more than a busy machine keeps a quick step from going on
            Duration longer = limit.plusMillis(200);
            loop.setSlowCallbackDuration(limit);
            Task<Void> task = loop.createTask(() -> {
                long start = System.nanoTime();
                while (System.nanoTime() - start < longer.toNanos()) {
                    await(Asyncio.sleep(Duration.ofMillis(1)));
                }
                await(Asyncio.sleep(longer));
            });
            task.join();
        });
        assertThat(log.messages()).isEmpty();
    }

    @Test
    @DisplayName(
            "DBG-10: who blocks for a monitor that a body holds while it waits is told who that is, and what to do")
    void monitors(Log log) {
        Object monitor = new Object();
        Event held = new Event();
        Event released = new Event();
        onParallelLoop(loop -> {
            Task<Void> holder = loop.createTask("holder", () -> {
                synchronized (monitor) {
                    held.set();
                    await(released.whenSet());
                }
            });
            Task<Void> wanting = wanting(loop, monitor, held, released);
            awaited(log, "It blocks for ");
            released.set();
            holder.join();
            wanting.join();
        });
        String owner = Workers.areVirtual
                ? "It blocks for a monitor (synchronized) whose owner this JDK does not name; task 'holder', which waits for "
                        + "event.whenSet() of Event[unset, 1 waiting] in the same class, may hold it"
                : "It blocks for the monitor of a java.lang.Object, which task 'holder' holds while it waits for "
                        + "event.whenSet() of Event[unset, 1 waiting]";
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("name='wanting'")
                .endsWith(". " + owner + ": use Lock instead of synchronized around await");
    }

    @Test
    @DisplayName("DBG-10: where the JDK does not tell who holds a monitor, all are named that wait in the same class")
    void severalMayHold(Log log) {
        Object monitor = new Object();
        Event held = new Event();
        Event released = new Event();
        onParallelLoop(loop -> {
            Task<Void> bystander = loop.createTask("bystander", () -> await(released.whenSet()));
            Task<Void> holder = loop.createTask("holder", () -> {
                synchronized (monitor) {
                    held.set();
                    await(Asyncio.gather(released.whenSet()));
                }
            });
            Task<Void> wanting = wanting(loop, monitor, held, released);
            awaited(log, "It blocks for ");
            released.set();
            List.of(bystander, holder, wanting).forEach(Task::join);
        });
        String message = log.messages().get(0);
        if (!Workers.areVirtual) {
            assertThat(message).contains("which task 'holder' holds while it waits for gather of 1");
            return;
        }
        assertThat(message)
                .contains("does not name; one of those who wait in the same class may hold it (task '")
                .contains("task 'holder', which waits for gather of 1")
                .contains("task 'bystander', which waits for event.whenSet() of Event[unset, 2 waiting]")
                .endsWith("): use Lock instead of synchronized around await");
    }

    @Test
    @DisplayName(
            "DBG-10: who keeps the turn because it blocks for a monitor is told who holds it, a plain thread for one")
    void turnAndMonitor(Log log) throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(
                () -> {
                    synchronized (monitor) {
                        held.countDown();
                        awaited(log, "The event loop is stuck");
                    }
                },
                "holder");
        holder.start();
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            held.await();
            EventLoop.running().callSoon(() -> {
                synchronized (monitor) {
                    assertThat(held.getCount()).isZero();
                }
            });
            Programs.turn();
        });
        assertThat(log.messages().get(0))
                .startsWith(
                        "The event loop is stuck: callback lambda of dev.menai.HeldThreadsTest has kept the turn for ")
                .contains(
                        Workers.areVirtual
                                ? ". It blocks for a monitor (synchronized) whose owner this JDK does not name"
                                : ". It blocks for the monitor of a java.lang.Object, which the thread 'holder' holds");
    }
}
