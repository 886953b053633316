package dev.menai.kotlin;

import dev.menai.Acquirable;
import dev.menai.EventLoop;
import dev.menai.internal.Checks;
import dev.menai.internal.bridge.CoroutineParts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The parts of Kotlin coroutines that Java is asked for, or is given.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (KTP).
 */
public final class Coroutines {
    private Coroutines() {}

    /** Returns the dispatcher of coroutines that run on {@code loop}; its time is the loop's time. */
    public static CoroutineDispatcher dispatcher(EventLoop loop) {
        return CoroutineParts.dispatcher(Checks.notNull(loop, "loop"));
    }

    /**
     * Returns the scope of {@code loop}, for functions that want one to start coroutines in. A coroutine that fails
     * leaves the others alone and is reported to the loop's exception handler. Like tasks, those that are left when
     * {@code Asyncio.run} ends, or a {@link dev.menai.Runner} is closed, are cancelled and waited for.
     */
    public static CoroutineScope scope(EventLoop loop) {
        return CoroutineParts.scope(Checks.notNull(loop, "loop"));
    }

    /**
     * Returns the outcome of {@code deferred}, its very exception included, as a future. Cancelling the future cancels
     * the deferred; a shield around it prevents that.
     */
    @SuppressWarnings("unchecked") // the value comes out only
    public static <T extends @Nullable Object> CompletableFuture<T> future(Deferred<? extends T> deferred) {
        return CoroutineParts.future((Deferred<T>) Checks.notNull(deferred, "deferred"));
    }

    /** As {@link #future(Deferred)}, for a job without a value: null when it has ended, its failure if it failed. */
    public static CompletableFuture<@Nullable Void> future(Job job) {
        return CoroutineParts.future(Checks.notNull(job, "job"));
    }

    /** Returns {@code stage} as a deferred. Cancelling the deferred cancels the stage. */
    public static <T extends @Nullable Object> Deferred<T> deferred(CompletionStage<T> stage) {
        return CoroutineParts.deferred(Checks.notNull(stage, "stage"));
    }

    /** Returns {@code mutex} as a lock of Java. */
    public static Acquirable lock(Mutex mutex) {
        return CoroutineParts.lock(Checks.notNull(mutex, "mutex"));
    }

    /** Returns {@code semaphore} as one of Java. */
    public static Acquirable lock(Semaphore semaphore) {
        return CoroutineParts.lock(Checks.notNull(semaphore, "semaphore"));
    }
}
