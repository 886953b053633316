package dev.menai;

import org.jspecify.annotations.Nullable;

/**
 * Carries something that threads hold, such as the state of a logging or tracing library, with contexts. {@link
 * Context#carry(ContextCarrier)} declares one; so does a provider of this interface, found by {@link
 * java.util.ServiceLoader} when the first loop or context is made.
 *
 * <ul>
 *   <li>Both methods are called on the thread that they are about, often: whenever code in a context begins, waits, goes
 *       on or ends there. They neither block nor use tasks.
 *   <li>States are compared with {@code equals}: {@code install} is called when a thread is to hold another one.
 *   <li>What they throw is logged, once; the step goes on.
 * </ul>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Context variables (CTX).
 *
 * @param <S> a picture of what a thread holds; immutable, because several threads get it
 */
public interface ContextCarrier<S> {
    /** Returns what the calling thread holds, null for nothing. */
    @Nullable
    S capture();

    /** Makes the calling thread hold {@code state}, nothing for null, in place of what it holds. */
    void install(@Nullable S state);

    /** What {@link Context#carry(ContextCarrier)} returns: closing it ends the carrying. */
    interface Registration extends AutoCloseable {
        /** Ends the carrying; once nothing runs any more that was to be carried. A second call has no effect. */
        @Override
        void close();
    }
}
