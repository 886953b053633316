package dev.menai;

import dev.menai.engine.loop.StackRoom;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.lifetimes.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Something that is acquired before and released after: a lock, a permit.
 *
 * <ul>
 *   <li>The task that has waited longest gets it next; it is handed over at once, and nobody overtakes.
 *   <li>Cancelling a task that waits withdraws it from the line. One that has it already keeps it.
 *   <li>There is no owner: any task may release it, and acquiring it twice waits.
 * </ul>
 *
 * Thread-safe, and shared by loops and plain threads.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Locks and semaphores (LCK, SEM).
 */
public interface Acquirable {
    /**
     * What is held after an {@link #acquire}: closing it releases it, once. For {@code try (held)}; javac, if asked for all
     * warnings, complains of a variable that is declared in {@code try} and not referenced, unless it is called {@code _}.
     */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Acquires it. The future is done at once when nobody has to be waited for. On a plain thread,
     * {@code acquire().get(1, SECONDS)} waits no longer than that, and withdraws then.
     */
    @CheckReturnValue
    AsyncFuture<Held> acquire();

    /** Acquires it if nobody has to be waited for; returns whether it did. */
    boolean tryAcquire();

    /**
     * Releases it; the task that has waited longest has it then.
     *
     * @throws IllegalStateException if it is not held
     */
    void release();

    /** Returns whether {@link #acquire} would have to wait. */
    boolean isLocked();

    /** Runs {@code body}, in the calling body's own task, while this is held, and returns its value. */
    default <T extends @Nullable Object, X extends Exception> T with(ThrowingSupplier<? extends T, X> body) throws X {
        Checks.notNull(body, "body");
        ThrowingRunnable<RuntimeException> release = this::release; // what can fail, fails before it is held
        StackRoom.requireToGiveBack();
        if (!tryAcquire()) {
            Awaiting.requireBody("with");
            Asyncio.await(acquire());
        }
        return Resources.closing(release, body);
    }

    /** As {@link #with(ThrowingSupplier)}, for a body without a value. */
    default <X extends Exception> void with(ThrowingRunnable<X> body) throws X {
        with(Bodies.withoutValue(body));
    }
}
