package dev.menai;

import dev.menai.engine.bridge.ExecutorShutdown;
import dev.menai.engine.loop.LoopLog;
import dev.menai.engine.loop.Sigint;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds one loop and one context for several runs, and ends them properly: asyncio's {@code Runner}.
 *
 * <p>On the main thread, the first interrupt signal (SIGINT) during a run cancels the main task, and the run ends with
 * {@code CancellationException("SIGINT")} unless the task makes something else of it; a second signal ends the process.
 * An interrupt of the thread that runs cancels the main task as well.
 *
 * <p>{@link #close()} cancels all tasks and waits for them, again and again until none is left, and for the default
 * executor, all within one limit (30 s unless set); it then names what would not stop, and closes the loop.
 *
 * <p>To be used by one thread at a time.
 */
public final class Runner implements AutoCloseable {
    private static final Duration DEFAULT_SHUTDOWN_TIMEOUT = Duration.ofSeconds(30);

    private final @Nullable Boolean debug;
    private final Supplier<EventLoop> loopFactory;
    private final Duration shutdownTimeout;
    private @Nullable EventLoop loop;
    private @Nullable Context context;
    private boolean isClosed;

    /** Creates a runner with a confined loop. */
    public Runner() {
        this(builder());
    }

    private Runner(Builder builder) {
        debug = builder.debug;
        loopFactory = builder.loopFactory;
        shutdownTimeout = builder.shutdownTimeout;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the loop, which is made at the first use. */
    public EventLoop loop() {
        if (isClosed) {
            throw new IllegalStateException("Runner is closed: cannot be used any more; create a new one");
        }
        EventLoop known = loop;
        if (known == null) {
            known = Checks.notNull(loopFactory.get(), "the loop that the loop factory makes");
            if (debug != null) {
                known.setDebug(debug);
            }
            loop = known;
            context = Context.copy();
        }
        return known;
    }

    /** Runs {@code main} as the main task and returns its value or throws its exception, the same instance. */
    public <T extends @Nullable Object, X extends Exception> T run(ThrowingSupplier<T, X> main) throws X {
        return run(ownContext(), main);
    }

    /** As {@link #run(ThrowingSupplier)}, for a body without a value. */
    public <X extends Exception> void run(ThrowingRunnable<X> main) throws X {
        Checks.notNull(main, "main");
        this.<@Nullable Void, X>run(() -> {
            main.run();
            return Checks.<@Nullable Void>nothing();
        });
    }

    /** As {@link #run(ThrowingSupplier)}, in {@code context} itself. */
    public <T extends @Nullable Object, X extends Exception> T run(Context context, ThrowingSupplier<T, X> main)
            throws X {
        Checks.notNull(context, "context");
        Checks.notNull(main, "main");
        EventLoop running = loop();
        running.engine().requireRunnable();
        return runToEnd(running, running.createTask(TaskOptions.inContext(context), Bodies.of(main, main::get)));
    }

    /** Runs the loop until {@code main} is done and returns its value or throws its exception. */
    public <T extends @Nullable Object> T run(CompletionStage<T> main) {
        Checks.notNull(main, "main");
        EventLoop running = loop();
        running.engine().requireRunnable();
        return runToEnd(running, running.here(main));
    }

    private Context ownContext() {
        loop();
        return Checks.notNull(context, "context");
    }

    private static <T extends @Nullable Object> T runToEnd(EventLoop loop, AsyncFuture<T> main) {
        InterruptSignal signal = new InterruptSignal(main);
        loop.engine().onInterrupt = () -> main.cancel("the thread of the run was interrupted");
        AutoCloseable taken = onMainThread() ? Sigint.take(signal) : null;
        try {
            return loop.runUntilComplete(main);
        } catch (CancellationException cancelled) {
            throw signal.isTheOnlyReason() ? interrupted(cancelled) : cancelled;
        } finally {
            loop.engine().onInterrupt = null;
            giveBack(taken);
        }
    }

    private static CancellationException interrupted(CancellationException cancelled) {
        CancellationException interrupt = new CancellationException("SIGINT");
        interrupt.initCause(cancelled);
        return interrupt;
    }

    /** Cancels the main task at the interrupt signal, and knows whether nobody else has. */
    private static final class InterruptSignal implements Runnable {
        private final AsyncFuture<?> main;
        private boolean hasCancelled;

        InterruptSignal(AsyncFuture<?> main) {
            this.main = main;
        }

        @Override
        public synchronized void run() {
            hasCancelled = main.cancel("SIGINT");
        }

        synchronized boolean isTheOnlyReason() {
            return hasCancelled && (!(main instanceof Task<?> task) || task.uncancel() == 0);
        }
    }

    private static boolean onMainThread() {
        Thread thread = Thread.currentThread();
        ThreadGroup group = thread.getThreadGroup();
        return thread.getName().equals("main")
                && group != null
                && group.getName().equals("main");
    }

    private static void giveBack(@Nullable AutoCloseable signal) {
        if (signal == null) {
            return;
        }
        try {
            signal.close();
        } catch (Exception failure) {
            LoopLog.failure("The handler of SIGINT could not be restored", failure);
        }
    }

    /** Ends what is left and closes the loop. Idempotent. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        EventLoop ending = loop;
        if (ending == null || ending.isClosed()) {
            return;
        }
        long deadline = ending.engine().deadlineAfter(Checks.nanos(shutdownTimeout, "timeout"));
        try {
            cancelAll(ending, deadline);
            ExecutorService executor = ending.engine().executor.shutdown();
            if (executor != null) {
                ExecutorShutdown.awaitEnd(
                        executor, Math.max(0, deadline - ending.engine().now()));
            }
        } finally {
            ending.close();
        }
    }

    private static void cancelAll(EventLoop loop, long deadline) {
        while (true) {
            List<AsyncFuture<?>> left = unfinished(loop);
            if (left.isEmpty()) {
                return;
            }
            left.forEach(future -> future.cancel("the run is over"));
            if (!awaitAll(loop, left, deadline)) {
                LoopLog.warn(
                        "These tasks would not stop within the limit of the shutdown, and are abandoned: "
                                + unfinished(loop).stream()
                                        .map(AsyncFuture::toString)
                                        .collect(Collectors.joining(", ")),
                        null);
                return;
            }
            left.forEach(future -> reportFailure(loop, future));
        }
    }

    /** The tasks of {@code loop} and its suspend calls that go on. */
    private static List<AsyncFuture<?>> unfinished(EventLoop loop) {
        List<AsyncFuture<?>> left = new ArrayList<>(loop.allTasks());
        loop.engine().getCalls().stream()
                .filter(call -> !call.isDone())
                .forEach(call -> left.add((AsyncFuture<?>) call));
        return left;
    }

    private static boolean awaitAll(EventLoop loop, List<AsyncFuture<?>> futures, long deadline) {
        Task<?> waiting = loop.createTask("shutdown", () -> Asyncio.await(Asyncio.wait(futures)));
        // it fails when the loop is closed before it ends, which is said otherwise: with the names of the tasks
        CompletableFuture<?> unused = waiting.handle((done, failure) -> done);
        TimerHandle limit = loop.callAt(Duration.ofNanos(deadline), loop::stop);
        try {
            loop.runUntilComplete(waiting);
            return true;
        } catch (IllegalStateException stopped) {
            if (waiting.isDone()) {
                throw stopped;
            }
            return false;
        } finally {
            limit.cancel();
        }
    }

    private static void reportFailure(EventLoop loop, AsyncFuture<?> future) {
        if (future.isCompletedExceptionally() && !future.isCancelled()) {
            loop.callExceptionHandler(new ExceptionContext(
                    "unhandled exception during Asyncio.run() shutdown",
                    future.exception(),
                    null,
                    future.toString(),
                    null,
                    null));
        }
    }

    /** What can be set about a runner. */
    public static final class Builder {
        private @Nullable Boolean debug;
        private Supplier<EventLoop> loopFactory = EventLoop::create;
        private Duration shutdownTimeout = DEFAULT_SHUTDOWN_TIMEOUT;

        private Builder() {}

        /** Switches debug mode on or off, whatever the environment says. */
        public Builder debug(boolean on) {
            debug = on;
            return this;
        }

        /** Says how the loop is made. It must be a confined one. */
        public Builder loopFactory(Supplier<EventLoop> factory) {
            loopFactory = Checks.notNull(factory, "factory");
            return this;
        }

        /** Says how long {@link Runner#close()} may take. */
        public Builder shutdownTimeout(Duration timeout) {
            Checks.notNegativeNanos(timeout, "timeout");
            shutdownTimeout = timeout;
            return this;
        }

        public Runner build() {
            return new Runner(this);
        }
    }
}
