package dev.menai.kotlin;

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
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import kotlin.jvm.functions.Function4;
import org.jspecify.annotations.Nullable;

/**
 * Makes suspend lambdas of Java lambdas, for Kotlin functions that take code.
 *
 * <pre>{@code
 * // suspend fun edit(title: String, change: suspend (Note) -> Note): Note
 * CompletableFuture<Note> edited = Suspend.call(c ->
 *         notebook.edit("milk", SuspendLambdas.lambda(note -> new Note(note.getTitle(), "two")), c));
 * }</pre>
 *
 * All of it is thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Java lambdas as suspend lambdas (LAM).
 */
public final class SuspendLambdas {
    private SuspendLambdas() {}

    /**
     * Makes Java code for Kotlin that does not belong to the current loop. Other code runs on the confined loop on which
     * it is made, wherever Kotlin calls it, so that it needs no lock; but it must not block. What is made in {@code
     * making}, by whatever maker, runs on the loop that dispatches the coroutine which calls it, and on the shared one if
     * another dispatcher does:
     *
     * <pre>{@code
     * await(Suspend.call(c -> BuildersKt.withContext(
     *         Dispatchers.getIO(), SuspendLambdas.whereCalled(() -> SuspendLambdas.lambda(scope -> jdbc.load(id))), c)));
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
