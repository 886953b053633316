package dev.menai;

import dev.menai.engine.bridge.ExecutorCall;
import dev.menai.engine.bridge.ExecutorShutdown;
import dev.menai.engine.bridge.Following;
import dev.menai.engine.context.VarContext;
import dev.menai.engine.loop.ConfinedLoop;
import dev.menai.engine.loop.Loop;
import dev.menai.engine.loop.ParallelLoop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.Futures;
import dev.menai.engine.tasks.Sleep;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Blocking;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.Engines;
import dev.menai.internal.LibraryVersions;
import dev.menai.internal.Loops;
import dev.menai.internal.Reports;
import dev.menai.internal.Words;
import dev.menai.internal.carrying.FoundCarriers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks and tasks, and keeps their timers.
 *
 * <pre>{@code
 * try (EventLoop loop = EventLoop.create()) {
 *     TimerHandle slow = loop.callLater(Duration.ofSeconds(5), () -> log("no answer yet"));
 *     int price = loop.runUntilComplete(() -> ask(host));
 *     slow.cancel();
 *     log("the price is " + price);
 * }
 * }</pre>
 *
 * <p>A <b>confined</b> loop ({@link #create()}, and what {@link Asyncio#run} gives) runs one step at a time, in the
 * order in which the steps became ready; it runs while a thread is in {@link #runForever} or {@link
 * #runUntilComplete}. A
 * <b>parallel</b> loop ({@link #parallel()}) runs by itself, on all cores, without any order.
 *
 * <p>Thread-safe: every method may be called from any thread; {@code callSoon} and {@code callSoonThreadsafe} are the
 * same.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Event loop (LOOP), Threads and executors (THR), Debug
 * mode (DBG).
 */
public final class EventLoop implements TaskOwner, Executor, AutoCloseable {
    static {
        LibraryVersions.require();
        Engines.grant(EventLoop::engine, TaskGroup::new, Timeout::new, Context::values);
        FoundCarriers.declare();
    }

    private final Loop engine;
    private final Reports reports = new Reports(this);
    private volatile @Nullable TaskFactory taskFactory;

    private EventLoop(Loop engine) {
        this.engine = engine;
        engine.facade = this;
        engine.errorSink = reports;
        engine.setVocabulary(new Words(this));
        engine.isDebug = Boolean.getBoolean("dev.menai.debug") || isSet(System.getenv("MENAI_DEBUG"));
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    static EventLoop of(Loop engine) {
        if (engine.facade instanceof EventLoop known) {
            return known;
        }
        synchronized (engine) {
            return engine.facade instanceof EventLoop made ? made : new EventLoop(engine);
        }
    }

    // making and finding loops

    /** Returns a new confined loop. */
    public static EventLoop create() {
        return of(ConfinedLoop.create());
    }

    /**
     * Returns a new confined loop whose time stands still while there is something to do and jumps to the next timer
     * when there is not: for tests that wait without waiting. It does not jump while work
     * in an executor, or a suspend call on a dispatcher that is no loop's, is under way or a future that is not a
     * loop's is awaited. What Kotlin code does by itself on such a dispatcher it does not see.
     */
    public static EventLoop virtualTime() {
        return of(ConfinedLoop.virtualTime());
    }

    /**
     * Returns a new confined loop on virtual time that chooses each step among all that are ready, due timers included,
     * as {@code seed} decides: for tests that look for hidden assumptions about order. It has no iterations.
     */
    public static EventLoop shuffled(long seed) {
        return of(ConfinedLoop.shuffled(seed));
    }

    /** Returns a new parallel loop. */
    public static EventLoop parallel() {
        return of(ParallelLoop.create());
    }

    /** Returns the parallel loop that serves callers on threads without a loop. It cannot be closed. */
    public static EventLoop shared() {
        return of(ParallelLoop.getShared());
    }

    /**
     * Returns the loop whose step the calling thread runs.
     *
     * @throws IllegalStateException if there is none
     */
    public static EventLoop running() {
        Loop engine = Loop.running();
        if (engine == null) {
            throw new IllegalStateException(
                    "this code must run on an event loop, but no loop is running on this thread; use Asyncio.run");
        }
        return of(engine);
    }

    /** Returns the running loop, else the one that sent blocking work to this thread, else the shared one. */
    static EventLoop current() {
        return Loops.current();
    }

    // running

    /**
     * Runs this loop until {@code stage} is done, and returns its value or throws its exception.
     *
     * @throws IllegalStateException if the loop is stopped before, is closed, or runs already, or if another loop runs
     *     on this thread
     */
    public <T extends @Nullable Object> T runUntilComplete(CompletionStage<T> stage) {
        engine.requireRunnable();
        return run(here(stage));
    }

    /** Runs this loop until a task with the given body is done, and returns its value or throws its exception. */
    public <T extends @Nullable Object> T runUntilComplete(ThrowingSupplier<? extends T, ?> body) {
        engine.requireRunnable();
        return run(createTask(body));
    }

    /** As {@link #runUntilComplete(ThrowingSupplier)}, for a body without a value. */
    public void runUntilComplete(ThrowingRunnable<?> body) {
        runUntilComplete(Bodies.withoutValue(body));
    }

    /** As {@link #runUntilComplete(CompletionStage)}, and makes a checked exception catchable. */
    public <T extends @Nullable Object, X extends Exception> T runUntilComplete(
            CompletionStage<T> stage, Class<X> checked) throws X {
        Checks.notNull(checked, "checked");
        return runUntilComplete(stage);
    }

    private <T extends @Nullable Object> T run(AsyncFuture<T> future) {
        AtomicBoolean isOver = new AtomicBoolean();
        Consumer<AsyncFuture<T>> stop = done -> {
            if (!isOver.get()) {
                stop();
            }
        };
        future.addDoneCallback(stop);
        try {
            engine.runForever();
        } finally {
            isOver.set(true);
            future.removeDoneCallback(stop);
        }
        if (!future.isDone()) {
            throw new IllegalStateException("Event loop stopped before Future completed: " + future);
        }
        return future.result();
    }

    /** Runs this loop on the calling thread until {@link #stop}. */
    public void runForever() {
        engine.runForever();
    }

    /** Ends the run after the current iteration; before a run, lets it do exactly one iteration. */
    public void stop() {
        engine.stop();
    }

    /**
     * Closes this loop: drops its callbacks and timers, refuses further ones, and stops its default executor without
     * waiting. Idempotent.
     *
     * @throws IllegalStateException if it is running, or shared
     */
    @Override
    public void close() {
        engine.close();
    }

    /** Returns whether a thread runs this loop; a parallel one runs until it is closed. */
    public boolean isRunning() {
        return engine.isRunning();
    }

    /** Returns whether {@link #close} was called. */
    public boolean isClosed() {
        return engine.isClosed();
    }

    // callbacks

    /** Runs {@code callback} in the next iteration, in a copy of the current context. */
    public Handle callSoon(Runnable callback) {
        return new Handle(engine.callSoon(Checks.notNull(callback, "callback"), copyOfContext()));
    }

    /** Runs {@code callback} in the next iteration, in {@code context} itself. */
    public Handle callSoon(Runnable callback, Context context) {
        return new Handle(engine.callSoon(
                Checks.notNull(callback, "callback"),
                Checks.notNull(context, "context").values()));
    }

    /** The same as {@link #callSoon(Runnable)}, which may be called from any thread here. */
    public Handle callSoonThreadsafe(Runnable callback) {
        return callSoon(callback);
    }

    /** The same as {@link #callSoon(Runnable, Context)}, which may be called from any thread here. */
    public Handle callSoonThreadsafe(Runnable callback, Context context) {
        return callSoon(callback, context);
    }

    /** Runs {@code callback} after {@code delay}; a negative delay is a deadline that has passed. */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return later(delay, callback, copyOfContext());
    }

    /** Runs {@code callback} after {@code delay}, in {@code context} itself. */
    public TimerHandle callLater(Duration delay, Runnable callback, Context context) {
        return later(delay, callback, Checks.notNull(context, "context").values());
    }

    private TimerHandle later(Duration delay, Runnable callback, VarContext context) {
        return new TimerHandle(
                engine.callLater(Checks.nanos(delay, "delay"), Checks.notNull(callback, "callback"), context));
    }

    /** Runs {@code callback} when {@link #time()} reaches {@code when}. */
    public TimerHandle callAt(Duration when, Runnable callback) {
        return at(when, callback, copyOfContext());
    }

    /** Runs {@code callback} when {@link #time()} reaches {@code when}, in {@code context} itself. */
    public TimerHandle callAt(Duration when, Runnable callback, Context context) {
        return at(when, callback, Checks.notNull(context, "context").values());
    }

    private TimerHandle at(Duration when, Runnable callback, VarContext context) {
        return new TimerHandle(
                engine.callAt(Checks.nanos(when, "when"), Checks.notNull(callback, "callback"), context));
    }

    /** The same as {@link #callSoon(Runnable)}: makes this loop an executor for the stages of a future. */
    @Override
    public void execute(Runnable command) {
        callSoon(command);
    }

    /** Returns the time of this loop, from an arbitrary origin; it never goes back. */
    public Duration time() {
        return Duration.ofNanos(engine.now());
    }

    // futures and tasks

    /** Returns a new pending future of this loop. */
    public <T extends @Nullable Object> AsyncFuture<T> createFuture() {
        return new AsyncFuture<>(this);
    }

    /** Creates a task on this loop; see {@link Asyncio#createTask(ThrowingSupplier)}. */
    @Override
    @SuppressWarnings("unchecked") // its value is that of the body
    public <T extends @Nullable Object> Task<T> createTask(TaskOptions options, ThrowingSupplier<? extends T, ?> body) {
        Checks.notNull(options, "options");
        Checks.notNull(body, "body");
        TaskFactory factory = taskFactory;
        return factory == null
                ? new Task<>(this, body, options)
                : (Task<T>) Checks.notNull(factory.create(this, body, options), "the task that the task factory makes");
    }

    /**
     * Creates a task on this loop for a caller outside it: asyncio's {@code run_coroutine_threadsafe}. A failing task
     * factory fails the future and is reported.
     */
    public <T extends @Nullable Object> AsyncFuture<T> submit(ThrowingSupplier<? extends T, ?> body) {
        Checks.notNull(body, "body");
        try {
            return createTask(body);
        } catch (RuntimeException failure) {
            if (isClosed()) {
                throw failure;
            }
            callExceptionHandler(ExceptionContext.of("Exception in the task factory", failure));
            AsyncFuture<T> failed = createFuture();
            failed.setException(failure);
            failed.exception(); // it has been reported
            return failed;
        }
    }

    /** As {@link #submit(ThrowingSupplier)}, for a body without a value. */
    public AsyncFuture<@Nullable Void> submit(ThrowingRunnable<?> body) {
        return submit(Bodies.withoutValue(body));
    }

    /** Replaces the way in which tasks are made; null restores the default. */
    public void setTaskFactory(@Nullable TaskFactory factory) {
        taskFactory = factory;
    }

    /** Returns the factory that was set, or null for the default. */
    public @Nullable TaskFactory taskFactory() {
        return taskFactory;
    }

    /** Returns the task whose step this loop runs on the calling thread, or null. */
    public @Nullable Task<?> currentTask() {
        ThreadState state = ThreadState.current();
        return state.loop == engine && state.task != null ? (Task<?>) state.task.getFuture() : null;
    }

    /** Returns the unfinished tasks of this loop, in the order of their creation. */
    public Set<Task<?>> allTasks() {
        return Bodies.tasksOf(engine);
    }

    /** Returns {@code stage} itself if it is a future of a loop, else one of this loop; see {@link Asyncio#ensureFuture}. */
    public <T extends @Nullable Object> AsyncFuture<T> ensureFuture(CompletionStage<T> stage) {
        Checks.notNull(stage, "stage");
        return stage instanceof AsyncFuture<T> known ? known : here(stage);
    }

    /** Returns {@code stage} itself if it is a future of this very loop, else one of this loop that follows it. */
    <T extends @Nullable Object> AsyncFuture<T> here(CompletionStage<T> stage) {
        if (stage instanceof AsyncFuture<T> known && Futures.loopOf(known) == engine) {
            return known;
        }
        AsyncFuture<T> follower = createFuture();
        Following.start(dev.menai.engine.tasks.Outcome.futureOf(Checks.notNull(stage, "stage")), follower);
        return follower;
    }

    /** Returns a future of this loop that follows {@code future}; see {@link Asyncio#wrapFuture}. */
    public <T extends @Nullable Object> AsyncFuture<T> wrapFuture(Future<T> future) {
        if (Checks.notNull(future, "future") instanceof CompletionStage<?> stage) {
            @SuppressWarnings("unchecked") // it is the same object, with one value
            CompletionStage<T> same = (CompletionStage<T>) stage;
            return ensureFuture(same);
        }
        if (future.isDone()) {
            return Blocking.done(this, future);
        }
        return inExecutor(null, () -> Blocking.outcome(future), () -> future.cancel(true));
    }

    <T extends @Nullable Object> AsyncFuture<T> sleep(Duration duration, T result) {
        AsyncFuture<T> future = createFuture();
        Sleep.start(future, Checks.nanos(duration, "duration"), result);
        return future;
    }

    // blocking work

    /**
     * Runs blocking work in the default executor, on a platform thread and in a copy of the current context; the
     * outcome arrives on this loop. Cancelling the future interrupts the thread.
     */
    public <T extends @Nullable Object> AsyncFuture<T> runInExecutor(ThrowingSupplier<? extends T, ?> blocking) {
        return runInExecutor(null, blocking);
    }

    /** As {@link #runInExecutor(ThrowingSupplier)}, for work without a value. */
    public AsyncFuture<@Nullable Void> runInExecutor(ThrowingRunnable<?> blocking) {
        return runInExecutor(null, blocking);
    }

    /** As {@link #runInExecutor(ThrowingSupplier)}, in {@code executor}, or in the default one if that is null. */
    public <T extends @Nullable Object> AsyncFuture<T> runInExecutor(
            @Nullable Executor executor, ThrowingSupplier<? extends T, ?> blocking) {
        Checks.notNull(blocking, "blocking");
        return inExecutor(executor, Bodies.noticed(blocking), () -> {});
    }

    private <T extends @Nullable Object> AsyncFuture<T> inExecutor(
            @Nullable Executor executor, Callable<T> work, Runnable cancelled) {
        if (isClosed()) {
            throw engine.closed("run blocking work");
        }
        AsyncFuture<T> future = createFuture();
        ExecutorCall.start(future, executor == null ? engine.executor.require() : executor, work, cancelled);
        return future;
    }

    /** As {@link #runInExecutor(Executor, ThrowingSupplier)}, for work without a value. */
    public AsyncFuture<@Nullable Void> runInExecutor(@Nullable Executor executor, ThrowingRunnable<?> blocking) {
        return runInExecutor(executor, Bodies.withoutValue(Checks.notNull(blocking, "blocking")));
    }

    /** Replaces the executor for blocking work. */
    public void setDefaultExecutor(ExecutorService executor) {
        engine.executor.replace(Checks.notNull(executor, "executor"));
    }

    /** Refuses further work in the default executor; the future is done when the work in it is. */
    public AsyncFuture<@Nullable Void> shutdownDefaultExecutor() {
        return shutdownDefaultExecutor(Duration.ofSeconds(Long.MAX_VALUE));
    }

    /** As {@link #shutdownDefaultExecutor()}, but warns and gives up waiting after {@code timeout}. */
    public AsyncFuture<@Nullable Void> shutdownDefaultExecutor(Duration timeout) {
        AsyncFuture<@Nullable Void> future = createFuture();
        ExecutorShutdown.start(engine, future, Checks.notNegativeNanos(timeout, "timeout"));
        return future;
    }

    // reports and debug mode

    /** Replaces what receives failures that nobody else does; null restores the default, which logs them. */
    public void setExceptionHandler(@Nullable ExceptionHandler handler) {
        reports.handler = handler;
    }

    /** Returns the handler that was set, or null for the default. */
    public @Nullable ExceptionHandler exceptionHandler() {
        return reports.handler;
    }

    /** Hands a report to the exception handler. */
    public void callExceptionHandler(ExceptionContext context) {
        reports.handle(Checks.notNull(context, "context"));
    }

    /** Does what is done without an exception handler: logs the report. */
    public void defaultExceptionHandler(ExceptionContext context) {
        reports.log(Checks.notNull(context, "context"));
    }

    /** Returns whether debug mode is on. */
    public boolean isDebug() {
        return engine.isDebug;
    }

    /**
     * Switches debug mode: slow steps are logged, and callbacks, futures and tasks know where they were created. New
     * loops have it when the system property {@code dev.menai.debug} is true or the environment has {@code
     * MENAI_DEBUG}, not empty.
     */
    public void setDebug(boolean debug) {
        engine.isDebug = debug;
    }

    /** Returns the duration from which on debug mode logs a step; 100 ms unless set. */
    public Duration slowCallbackDuration() {
        return Duration.ofNanos(engine.slowStepNanos);
    }

    /** Sets the duration from which on debug mode logs a step; zero logs every step. */
    public void setSlowCallbackDuration(Duration duration) {
        engine.slowStepNanos = Checks.notNegativeNanos(duration, "duration");
    }

    Loop engine() {
        return engine;
    }

    private static VarContext copyOfContext() {
        return ThreadState.current().copyOfContext();
    }

    @Override
    public String toString() {
        return engine.toString();
    }
}
