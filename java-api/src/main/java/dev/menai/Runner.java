package dev.menai;

import dev.menai.engine.loop.ConfinedLoop;
import dev.menai.engine.loop.LoopLog;
import dev.menai.engine.loop.ProcessEnd;
import dev.menai.engine.loop.Sigint;
import dev.menai.engine.loop.ThreadState;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.lifetimes.LoopEnd;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Holds one loop and one context for several runs, and ends them properly: asyncio's {@code Runner}.
 *
 * <pre>{@code
 * try (Runner runner = new Runner()) {
 *     Connection connection = runner.run(() -> connect(host));
 *     while (console.hasNextLine()) {
 *         String line = console.nextLine(); // the loop stands still meanwhile, and goes on with the next run
 *         log(runner.run(() -> connection.ask(line)));
 *     }
 * }
 * }</pre>
 *
 * <p>On the main thread, the first interrupt signal (SIGINT) during a run cancels the main task, and the run ends with
 * {@code CancellationException("SIGINT")} unless the task makes something else of it; a second signal ends the process.
 * An interrupt of the thread that runs cancels the main task as well.
 *
 * <p>When the process is told to end, by SIGTERM or {@link System#exit}, a shutdown hook cancels the main task, waits for
 * the run to end, and closes the runner, so that every {@code finally} runs; the process waits for that no longer than
 * closing may take, and its status is what it would be (143 after SIGTERM). What follows the run in its thread may not run
 * any more. A body that calls {@code System.exit} itself never comes back from there, and nobody waits for it. A
 * handler of the user's for SIGTERM keeps the virtual machine from shutting down, and must end the main task itself. With
 * {@code -Xrs} the virtual machine does not hear of SIGTERM at all. Loops that are run without a runner, by {@link
 * EventLoop#runUntilComplete}, are left alone.
 *
 * <p>{@link #close()} cancels all tasks and waits for them, again and again until none is left, and for the default
 * executor, all within one limit (30 s unless set); it then names what would not stop, and closes the loop. A runner that
 * is not closed is kept until the process ends.
 *
 * <p>To be used by one thread at a time.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, run and Runner (RUN).
 */
public final class Runner implements AutoCloseable {
    private final RunnerOptions options;
    private final RunnerPhases phases = new RunnerPhases();
    private @Nullable EventLoop loop;
    private @Nullable Context context;
    private @Nullable AutoCloseable shutdown;

    /** Creates a runner with a confined loop. */
    public Runner() {
        this(RunnerOptions.defaults());
    }

    /** Creates a runner as {@code options} say. */
    public Runner(RunnerOptions options) {
        this.options = Checks.notNull(options, "options");
    }

    /** Returns the loop, which is made at the first use. */
    public EventLoop loop() {
        phases.requireOpen();
        EventLoop known = loop;
        if (known == null) {
            known = Checks.notNull(options.loopFactory().get(), "the loop that the loop factory makes");
            requireConfined(known);
            Boolean debug = options.debug();
            if (debug != null) {
                known.setDebug(debug);
            }
            loop = known;
            context = Context.copy();
            shutdown = ProcessEnd.take(new RunnerShutdown(this, known, phases, options.shutdownTimeout()));
        }
        return known;
    }

    private static void requireConfined(EventLoop made) {
        if (!(made.engine() instanceof ConfinedLoop)) {
            throw new IllegalArgumentException("the loop that the loop factory makes must be a confined one, but is "
                    + made + "; that runs by itself: create tasks on it");
        }
    }

    /** Runs {@code main} as the main task and returns its value or throws its exception, the same instance. */
    public <T extends @Nullable Object, X extends Exception> T run(ThrowingSupplier<? extends T, X> main) throws X {
        return run(ownContext(), main);
    }

    /** As {@link #run(ThrowingSupplier)}, for a body without a value. */
    public <X extends Exception> void run(ThrowingRunnable<X> main) throws X {
        run(Bodies.withoutValue(Checks.notNull(main, "main")));
    }

    /** As {@link #run(ThrowingSupplier)}, in {@code context} itself. */
    public <T extends @Nullable Object, X extends Exception> T run(
            Context context, ThrowingSupplier<? extends T, X> main) throws X {
        Checks.notNull(context, "context");
        Checks.notNull(main, "main");
        EventLoop running = loop();
        running.engine().requireRunnable();
        return runToEnd(running, running.createTask(TaskOptions.inContext(context), Bodies.of(main, main::get)));
    }

    /** As {@link #run(Context, ThrowingSupplier)}, for a body without a value. */
    public <X extends Exception> void run(Context context, ThrowingRunnable<X> main) throws X {
        run(context, Bodies.withoutValue(Checks.notNull(main, "main")));
    }

    /** Runs the loop until {@code main} is done and returns its value or throws its exception. */
    public <T extends @Nullable Object> T run(CompletionStage<T> main) {
        Checks.notNull(main, "main");
        EventLoop running = loop();
        running.engine().requireRunnable();
        return runToEnd(running, running.here(main));
    }

    /** As {@link #run(CompletionStage)}, and makes a checked exception catchable. */
    public <T extends @Nullable Object, X extends Exception> T run(CompletionStage<T> main, Class<X> checked) throws X {
        Checks.notNull(checked, "checked");
        return run(main);
    }

    private Context ownContext() {
        loop();
        return Checks.notNull(context, "context");
    }

    private <T extends @Nullable Object> T runToEnd(EventLoop running, AsyncFuture<T> main) {
        MainRun run = new MainRun(main, phases::interrupted);
        phases.begin(run);
        AutoCloseable sigint = null;
        try {
            running.engine().onInterrupt = () -> interrupted(main);
            sigint = run.takeSigint();
            return running.runUntilComplete(main);
        } catch (CancellationException cancelled) {
            throw run.outcome(cancelled);
        } finally {
            running.engine().onInterrupt = null;
            giveBack(sigint);
            phases.end();
        }
    }

    /** When the process ends, the shutdown cancels the main task, and once is enough. */
    private void interrupted(AsyncFuture<?> main) {
        if (shutdown == null || !ProcessEnd.getHasBegun()) {
            main.cancel("the thread of the run was interrupted");
        }
    }

    private static void giveBack(@Nullable AutoCloseable taken) {
        if (taken == null) {
            return;
        }
        try {
            taken.close();
        } catch (Exception failure) {
            LoopLog.failure("A signal could not be given back", failure);
        }
    }

    /**
     * Ends what is left and closes the loop. Idempotent: whoever comes second waits for the one who closes it.
     *
     * @throws IllegalStateException during a run
     */
    @Override
    public void close() {
        if (!phases.beginClose()) {
            awaitClosed();
            return;
        }
        AutoCloseable secondSigint = phases.wasInterrupted() ? Sigint.take(0, number -> phases.hurry()) : null;
        try {
            EventLoop ending = loop;
            if (ending != null && !ending.isClosed()) {
                LoopEnd.end(ending, deadline(ending), List.of());
            }
        } finally {
            phases.closed();
            giveBack(secondSigint);
            giveBack(shutdown);
        }
    }

    /** Another thread closes it; code of a loop, for which that may wait, does not wait for it. */
    private void awaitClosed() {
        ThreadState state = ThreadState.current();
        if (state.loop != null || state.home != null) {
            return;
        }
        try {
            phases.awaitClosed();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of the time that closing may take from now on, in the time of {@code ending}. */
    long deadline(EventLoop ending) {
        long limit = Checks.nanos(options.shutdownTimeout(), "timeout");
        Long endOfProcess = phases.endOfProcess();
        long left = endOfProcess == null ? limit : Math.min(limit, endOfProcess - System.nanoTime());
        return ending.engine().deadlineAfter(Math.max(0, left));
    }
}
