package dev.menai.kotlin;

import dev.menai.EventLoop;
import dev.menai.internal.Checks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ExecutorsKt;
import org.jspecify.annotations.Nullable;

/**
 * Calls Kotlin suspend functions from Java. Functions that take suspend lambdas get theirs from {@link SuspendLambdas}.
 *
 * <pre>{@code
 * // suspend fun find(title: String): Note?   suspend fun add(note: Note)
 * // suspend fun edit(title: String, change: suspend (Note) -> Note): Note
 * CompletableFuture<Note> found = Suspend.call(c -> notebook.find("milk", c));
 * await(Suspend.run(c -> notebook.add(new Note("bread", "one"), c)));
 * CompletableFuture<Note> edited = Suspend.call(c ->
 *         notebook.edit("milk", SuspendLambdas.lambda(note -> new Note(note.getTitle(), "two")), c));
 * }</pre>
 *
 * A call
 *
 * <ul>
 *   <li>begins in the code that makes it, and goes on, when it has suspended, on the current {@link EventLoop}, else on
 *       the shared one, all of it in a copy of the current context;
 *   <li>ends when the function has returned. Coroutines that the function has started in its context and left behind
 *       belong to the Kotlin coroutine that called the Java code, else to the task that made the call, which is done
 *       when they are, else to the loop;
 *   <li>is cancelled when its future is, or a stage derived from it, or whatever awaits it; that is a request, and the
 *       future ends when the function has ended;
 *   <li>fails with the very exception that the function threw. A {@code CancellationException} that nobody asked for is
 *       the function's own; one that was asked for says so;
 *   <li>may return null.
 * </ul>
 *
 * All of it is thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Suspend functions called from Java (SUS), Blocking for a
 * coroutine (BLK).
 */
public final class Suspend {
    private Suspend() {}

    /**
     * Calls a suspend function. A {@code kotlin.Result} that it returns is unwrapped, for which {@link #callResult} has
     * the type.
     */
    public static <T extends @Nullable Object> CompletableFuture<T> call(SuspendCall<T, ? extends Exception> call) {
        return SuspendCaller.HERE.call(call);
    }

    /**
     * Calls a suspend function that needs a {@code CoroutineScope}. The call is done when the coroutines that were
     * started in the scope are; if one of them fails, the others and the function are cancelled.
     */
    public static <T extends @Nullable Object> CompletableFuture<T> call(
            ScopedSuspendCall<T, ? extends Exception> call) {
        return SuspendCaller.HERE.call(call);
    }

    /** Calls a suspend function without a value, one that returns {@code Unit}; others are for {@link #call}. */
    public static CompletableFuture<@Nullable Void> run(SuspendCall<Unit, ? extends Exception> call) {
        return SuspendCaller.HERE.run(call);
    }

    /** Calls a suspend function that returns a {@code kotlin.Result}: the future has its value or its failure. */
    public static <T extends @Nullable Object> CompletableFuture<T> callResult(
            SuspendCall<Result<T>, ? extends Exception> call) {
        return SuspendCaller.HERE.callResult(call);
    }

    /**
     * Calls a suspend function that returns a value class, which arrives sometimes as the object and sometimes as the
     * value inside: here it is the object always. Null, of a function that may return null, stays null.
     */
    public static <V extends @Nullable Object> CompletableFuture<V> callValue(
            ValueClass<V> type, SuspendCall<V, ? extends Exception> call) {
        return SuspendCaller.HERE.callValue(type, call);
    }

    /**
     * Calls a suspend function, waits for its end, and returns its value or throws its exception. An interrupt cancels
     * the call. One that returns at once need not be waited for, and may be called anywhere.
     *
     * @throws IllegalStateException if it would block a body, a callback or a coroutine of a loop; await {@link #call}
     *     there
     */
    public static <T extends @Nullable Object, X extends Exception> T block(SuspendCall<T, X> call)
            throws X, InterruptedException {
        return SuspendCaller.HERE.block(call);
    }

    /** Makes calls on {@code loop}: from its own steps at once, from elsewhere in an iteration of the loop. */
    public static SuspendCaller on(EventLoop loop) {
        return new SuspendCaller(Checks.notNull(loop, "loop"), null);
    }

    /** Makes calls in threads of {@code executor}. */
    public static SuspendCaller on(Executor executor) {
        return new SuspendCaller(null, ExecutorsKt.from(Checks.notNull(executor, "executor")));
    }

    /**
     * Makes calls in {@code context}. What it does not have, the dispatcher among others, is that of the current loop;
     * a job in it becomes the parent of the calls, which a failing call cancels, as with {@code async}.
     */
    public static SuspendCaller on(CoroutineContext context) {
        return new SuspendCaller(null, Checks.notNull(context, "context"));
    }
}
