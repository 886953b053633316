package dev.menai.interop.soak;

import static dev.menai.Asyncio.sleep;

import dev.menai.AsyncFuture;
import dev.menai.EventLoop;
import dev.menai.Handle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callbacks, soon and later, of the loop and of futures: each runs once, unless its handle was cancelled, and then never
 * if that was on the loop itself.
 */
final class CallbackWorkload implements Workload {
    @Override
    public String name() {
        return "callbacks";
    }

    /** What was asked to run, and what has run. */
    private static final class Calls {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger ran = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();

        Runnable callback(Round round, CompletableFuture<Void> then) {
            asked.incrementAndGet();
            AtomicBoolean hasRun = new AtomicBoolean();
            return () -> {
                if (!hasRun.compareAndSet(false, true)) {
                    round.fail("a callback has run twice", null);
                }
                ran.incrementAndGet();
                then.complete(null);
            };
        }
    }

    @Override
    public void play(Round round) throws Exception {
        EventLoop loop = round.loop();
        Calls calls = new Calls();
        List<Operation<?>> operations = List.of(
                future("callSoon", loop, then -> loop.callSoonThreadsafe(calls.callback(round, then))),
                future("callLater of zero", loop, then -> later(loop, Duration.ZERO, calls.callback(round, then))),
                future("callLater", loop, then -> later(loop, Duration.ofNanos(40_000), calls.callback(round, then))),
                future("execute", loop, then -> loop.execute(calls.callback(round, then))),
                cancelled(round, loop, calls),
                done(round, loop, calls));
        int users = 2 + round.random().nextInt(7);
        for (int user = 0; user < users; user++) {
            AtomicInteger left = new AtomicInteger(round.steps());
            round.actor(
                    "caller",
                    actor -> left.getAndDecrement() > 0 ? operations.get(actor.below(operations.size())) : null);
        }
        round.begin();
        round.awaitEnd(round.actors());
        round.finish();
        round.check(
                () -> calls.ran.get() + calls.cancelled.get() == calls.asked.get(),
                () -> calls.asked + " callbacks were asked for, " + calls.ran + " ran, " + calls.cancelled
                        + " were cancelled before");
    }

    private interface Asking {
        void ask(CompletableFuture<Void> then);
    }

    private static void later(EventLoop loop, Duration delay, Runnable callback) {
        loop.callSoonThreadsafe(() -> loop.callLater(delay, callback));
    }

    private static Operation<Void> future(String name, EventLoop loop, Asking asking) {
        return Operation.of(
                name,
                () -> {
                    CompletableFuture<Void> then = loop.createFuture();
                    asking.ask(then);
                    return then;
                },
                done -> {});
    }

    /** A timer that is cancelled on its loop before its time. */
    private static Operation<Void> cancelled(Round round, EventLoop loop, Calls calls) {
        return Operation.of(
                "cancel of a handle",
                () -> {
                    loop.callSoonThreadsafe(() -> {
                        Handle handle = loop.callLater(
                                Duration.ofSeconds(60),
                                () -> round.fail("a callback has run that was cancelled", null));
                        handle.cancel();
                        calls.asked.incrementAndGet();
                        calls.cancelled.incrementAndGet();
                    });
                    return sleep(Duration.ZERO);
                },
                done -> {});
    }

    /** The callback of a future that is completed, or cancelled by somebody who waits. */
    private static Operation<Void> done(Round round, EventLoop loop, Calls calls) {
        return Operation.of(
                "addDoneCallback",
                () -> {
                    AsyncFuture<Void> future = loop.createFuture();
                    Runnable callback = calls.callback(round, new CompletableFuture<>());
                    future.addDoneCallback(done -> callback.run());
                    loop.callSoonThreadsafe(() -> future.complete(null));
                    return future;
                },
                done -> {});
    }
}
