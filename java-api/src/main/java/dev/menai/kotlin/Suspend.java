package dev.menai.kotlin;

import dev.menai.EventLoop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.function.ThrowingBiConsumer;
import dev.menai.function.ThrowingBiFunction;
import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingFunction;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.function.ThrowingTriConsumer;
import dev.menai.function.ThrowingTriFunction;
import dev.menai.function.TriFunction;
import dev.menai.internal.Checks;
import dev.menai.internal.bridge.JavaBodies;
import dev.menai.internal.bridge.Origin;
import dev.menai.internal.bridge.StageCode;
import dev.menai.internal.reflection.Implementing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import kotlin.jvm.functions.Function4;
import kotlinx.coroutines.ExecutorsKt;
import org.jspecify.annotations.Nullable;

/**
 * Calls Kotlin suspend functions from Java, and makes suspend lambdas of Java lambdas.
 *
 * <pre>{@code
 * // suspend fun find(title: String): Note?   suspend fun add(note: Note)
 * // suspend fun edit(title: String, change: suspend (Note) -> Note): Note
 * CompletableFuture<Note> found = Suspend.call(c -> notebook.find("milk", c));
 * await(Suspend.run(c -> notebook.add(new Note("bread", "one"), c)));
 * CompletableFuture<Note> edited = Suspend.call(c ->
 *         notebook.edit("milk", Suspend.lambda(note -> new Note(note.getTitle(), "two")), c));
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
 * <p>The behaviour, sentence by sentence: docs/statements.md, Suspend functions called from Java (SUS), Java lambdas as
 * suspend lambdas (LAM), Kotlin interfaces implemented in Java (IMP), Blocking for a coroutine (BLK).
 */
public final class Suspend {
    private Suspend() {}

    // calls

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

    // Kotlin interfaces

    /**
     * Returns {@code javaObject} as an implementation of a Kotlin interface. For each suspend function it has a public
     * method of the same name, without the continuation, that returns a {@link CompletionStage} or is linear code that
     * may await; for every other member a method as Kotlin has it. What it leaves out must have a body in Kotlin. A
     * value class may be taken and returned as itself or as what is inside, a {@code Flow} also as an {@link
     * dev.menai.AsyncIterable}; a {@code Result} is the outcome of the method.
     *
     * <p>What suspends runs on the confined loop on which the implementation is made, as with {@link
     * #lambda(ThrowingSupplier)}; other members run where they are called.
     *
     * @throws IllegalArgumentException if a method is missing or has other types; the message names all of them
     */
    public static <K> K implement(Class<K> kotlinInterface, Object javaObject) {
        return Implementing.of(kotlinInterface, javaObject);
    }

    // suspend lambdas

    /**
     * Makes Java code for Kotlin that does not belong to the current loop. Other code runs on the confined loop on which
     * it is made, wherever Kotlin calls it, so that it needs no lock; but it must not block. What is made in {@code
     * making}, by whatever maker, runs on the loop that dispatches the coroutine which calls it, and on the shared one if
     * another dispatcher does:
     *
     * <pre>{@code
     * await(Suspend.call(c -> BuildersKt.withContext(
     *         Dispatchers.getIO(), Suspend.whereCalled(() -> Suspend.lambda(scope -> jdbc.load(id))), c)));
     * }</pre>
     *
     * <p>It needs a lock for what it shares with bodies of the loop. Called by a coroutine that a confined loop
     * dispatches, it runs there and must not block either.
     */
    public static <T extends @Nullable Object, X extends Exception> T whereCalled(
            ThrowingSupplier<? extends T, ? extends X> making) throws X {
        Checks.notNull(making, "making");
        ThreadState state = ThreadState.current();
        boolean outer = state.makesUnbound;
        state.makesUnbound = true;
        try {
            return making.get();
        } finally {
            state.makesUnbound = outer;
        }
    }

    /**
     * Returns {@code body}, linear code that may await, as a suspend lambda.
     *
     * <ul>
     *   <li>It runs as a task on the confined loop on which this is called, whatever the dispatcher of the coroutine that
     *       calls it. Made without such a loop, or by {@link #whereCalled}, it runs on the loop of the coroutine, else on
     *       the shared one.
     *   <li>The coroutine goes on when the body has ended; cancelling the coroutine cancels the body.
     *   <li>What is called and started in the body has the context of the coroutine, but for its job and dispatcher.
     * </ul>
     */
    public static <R extends @Nullable Object> Function1<Continuation<? super R>, @Nullable Object> lambda(
            ThrowingSupplier<? extends R, ? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return end -> JavaBodies.<R>runLinear(origin, body, end);
    }

    /** As {@link #lambda(ThrowingSupplier)}, with a parameter or a receiver. */
    public static <A extends @Nullable Object, R extends @Nullable Object>
            Function2<A, Continuation<? super R>, @Nullable Object> lambda(
                    ThrowingFunction<? super A, ? extends R, ? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return (a, end) -> JavaBodies.<R>runLinear(origin, () -> body.apply(a), end);
    }

    /** As {@link #lambda(ThrowingSupplier)}, with two parameters, the first of which may be a receiver. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Function3<A, B, Continuation<? super R>, @Nullable Object> lambda(
                    ThrowingBiFunction<? super A, ? super B, ? extends R, ? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return (a, b, end) -> JavaBodies.<R>runLinear(origin, () -> body.apply(a, b), end);
    }

    /** As {@link #lambda(ThrowingSupplier)}, with three parameters, the first of which may be a receiver. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Function4<A, B, C, Continuation<? super R>, @Nullable Object> lambda(
                    ThrowingTriFunction<? super A, ? super B, ? super C, ? extends R, ? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return (a, b, c, end) -> JavaBodies.<R>runLinear(origin, () -> body.apply(a, b, c), end);
    }

    /** As {@link #lambda(ThrowingSupplier)}, for a body without a value. */
    public static Function1<Continuation<? super Unit>, @Nullable Object> action(
            ThrowingRunnable<? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return end -> JavaBodies.runUnit(origin, body, end);
    }

    /** As {@link #lambda(ThrowingFunction)}, for a body without a value. */
    public static <A extends @Nullable Object> Function2<A, Continuation<? super Unit>, @Nullable Object> action(
            ThrowingConsumer<? super A, ? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return (a, end) -> JavaBodies.runUnit(origin, () -> body.accept(a), end);
    }

    /** As {@link #lambda(ThrowingBiFunction)}, for a body without a value. */
    public static <A extends @Nullable Object, B extends @Nullable Object>
            Function3<A, B, Continuation<? super Unit>, @Nullable Object> action(
                    ThrowingBiConsumer<? super A, ? super B, ? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return (a, b, end) -> JavaBodies.runUnit(origin, () -> body.accept(a, b), end);
    }

    /** As {@link #lambda(ThrowingTriFunction)}, for a body without a value. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Function4<A, B, C, Continuation<? super Unit>, @Nullable Object> action(
                    ThrowingTriConsumer<? super A, ? super B, ? super C, ? extends Exception> body) {
        Origin origin = Origin.of(Checks.notNull(body, "body"));
        return (a, b, c, end) -> JavaBodies.runUnit(origin, () -> body.accept(a, b, c), end);
    }

    /**
     * Returns {@code function} as a suspend lambda that awaits the stage which the function returns. The function itself
     * runs in a step of the loop that {@link #lambda(ThrowingSupplier)} names, and must not wait.
     */
    public static <R extends @Nullable Object> Function1<Continuation<? super R>, @Nullable Object> lambdaFrom(
            Supplier<? extends CompletionStage<? extends R>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return end -> StageCode.<R>await(origin, function, end);
    }

    /** As {@link #lambdaFrom(Supplier)}, with a parameter or a receiver. */
    public static <A extends @Nullable Object, R extends @Nullable Object>
            Function2<A, Continuation<? super R>, @Nullable Object> lambdaFrom(
                    Function<? super A, ? extends CompletionStage<? extends R>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return (a, end) -> StageCode.<R>await(origin, () -> function.apply(a), end);
    }

    /** As {@link #lambdaFrom(Supplier)}, with two parameters, the first of which may be a receiver. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Function3<A, B, Continuation<? super R>, @Nullable Object> lambdaFrom(
                    BiFunction<? super A, ? super B, ? extends CompletionStage<? extends R>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return (a, b, end) -> StageCode.<R>await(origin, () -> function.apply(a, b), end);
    }

    /** As {@link #lambdaFrom(Supplier)}, with three parameters, the first of which may be a receiver. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Function4<A, B, C, Continuation<? super R>, @Nullable Object> lambdaFrom(
                    TriFunction<? super A, ? super B, ? super C, ? extends CompletionStage<? extends R>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return (a, b, c, end) -> StageCode.<R>await(origin, () -> function.apply(a, b, c), end);
    }

    /** As {@link #lambdaFrom(Supplier)}, for a suspend lambda without a value. */
    public static Function1<Continuation<? super Unit>, @Nullable Object> actionFrom(
            Supplier<? extends CompletionStage<?>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return end -> JavaBodies.awaitUnit(origin, function, end);
    }

    /** As {@link #lambdaFrom(Function)}, for a suspend lambda without a value. */
    public static <A extends @Nullable Object> Function2<A, Continuation<? super Unit>, @Nullable Object> actionFrom(
            Function<? super A, ? extends CompletionStage<?>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return (a, end) -> JavaBodies.awaitUnit(origin, () -> function.apply(a), end);
    }

    /** As {@link #lambdaFrom(BiFunction)}, for a suspend lambda without a value. */
    public static <A extends @Nullable Object, B extends @Nullable Object>
            Function3<A, B, Continuation<? super Unit>, @Nullable Object> actionFrom(
                    BiFunction<? super A, ? super B, ? extends CompletionStage<?>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return (a, b, end) -> JavaBodies.awaitUnit(origin, () -> function.apply(a, b), end);
    }

    /** As {@link #lambdaFrom(TriFunction)}, for a suspend lambda without a value. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Function4<A, B, C, Continuation<? super Unit>, @Nullable Object> actionFrom(
                    TriFunction<? super A, ? super B, ? super C, ? extends CompletionStage<?>> function) {
        Origin origin = Origin.of(Checks.notNull(function, "function"));
        return (a, b, c, end) -> JavaBodies.awaitUnit(origin, () -> function.apply(a, b, c), end);
    }
}
