package dev.menai.kotlin;

import dev.menai.function.TriFunction;
import dev.menai.internal.Checks;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function0;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kotlin functions, such as {@code (A) -> B}, of Java's; those that suspend are made by {@link SuspendLambdas}. And
 * makes functions of Java's of Kotlin's suspend lambdas.
 */
public final class Functions {
    private Functions() {}

    /** Returns {@code supplier} as a Kotlin function. */
    public static <R extends @Nullable Object> Function0<R> function(Supplier<? extends R> supplier) {
        Checks.notNull(supplier, "supplier");
        return supplier::get;
    }

    /** Returns {@code function} as a Kotlin function. */
    public static <A extends @Nullable Object, R extends @Nullable Object> Function1<A, R> function(
            Function<? super A, ? extends R> function) {
        Checks.notNull(function, "function");
        return function::apply;
    }

    /** Returns {@code function} as a Kotlin function. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Function2<A, B, R> function(BiFunction<? super A, ? super B, ? extends R> function) {
        Checks.notNull(function, "function");
        return function::apply;
    }

    /** Returns {@code function} as a Kotlin function. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Function3<A, B, C, R> function(TriFunction<? super A, ? super B, ? super C, ? extends R> function) {
        Checks.notNull(function, "function");
        return function::apply;
    }

    /** Returns {@code action} as a Kotlin function without a value. */
    public static Function0<Unit> action(Runnable action) {
        Checks.notNull(action, "action");
        return () -> {
            action.run();
            return Unit.INSTANCE;
        };
    }

    /** Returns {@code action} as a Kotlin function without a value. */
    public static <A extends @Nullable Object> Function1<A, Unit> action(Consumer<? super A> action) {
        Checks.notNull(action, "action");
        return a -> {
            action.accept(a);
            return Unit.INSTANCE;
        };
    }

    /** Returns {@code action} as a Kotlin function without a value. */
    public static <A extends @Nullable Object, B extends @Nullable Object> Function2<A, B, Unit> action(
            BiConsumer<? super A, ? super B> action) {
        Checks.notNull(action, "action");
        return (a, b) -> {
            action.accept(a, b);
            return Unit.INSTANCE;
        };
    }

    /** Returns a suspend lambda as a function whose futures are those of {@link Suspend#call}. */
    public static <R extends @Nullable Object> Supplier<CompletableFuture<R>> calling(
            Function1<? super Continuation<? super R>, ? extends @Nullable Object> lambda) {
        Checks.notNull(lambda, "lambda");
        return () -> Suspend.<R>call(continuation -> lambda.invoke(continuation));
    }

    /** As {@link #calling(Function1)}, with a parameter or a receiver. */
    public static <A extends @Nullable Object, R extends @Nullable Object> Function<A, CompletableFuture<R>> calling(
            Function2<? super A, ? super Continuation<? super R>, ? extends @Nullable Object> lambda) {
        Checks.notNull(lambda, "lambda");
        return a -> Suspend.<R>call(continuation -> lambda.invoke(a, continuation));
    }

    /** As {@link #calling(Function1)}, with two parameters, the first of which may be a receiver. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            BiFunction<A, B, CompletableFuture<R>> calling(
                    Function3<? super A, ? super B, ? super Continuation<? super R>, ? extends @Nullable Object>
                            lambda) {
        Checks.notNull(lambda, "lambda");
        return (a, b) -> Suspend.<R>call(continuation -> lambda.invoke(a, b, continuation));
    }

    /** As {@link #calling(Function1)}, for a suspend lambda without a value. */
    public static Supplier<CompletableFuture<@Nullable Void>> running(
            Function1<? super Continuation<? super Unit>, ? extends @Nullable Object> lambda) {
        Checks.notNull(lambda, "lambda");
        return () -> Suspend.run(continuation -> lambda.invoke(continuation));
    }

    /** As {@link #running(Function1)}, with a parameter or a receiver. */
    public static <A extends @Nullable Object> Function<A, CompletableFuture<@Nullable Void>> running(
            Function2<? super A, ? super Continuation<? super Unit>, ? extends @Nullable Object> lambda) {
        Checks.notNull(lambda, "lambda");
        return a -> Suspend.run(continuation -> lambda.invoke(a, continuation));
    }

    /** As {@link #running(Function1)}, with two parameters, the first of which may be a receiver. */
    public static <A extends @Nullable Object, B extends @Nullable Object>
            BiFunction<A, B, CompletableFuture<@Nullable Void>> running(
                    Function3<? super A, ? super B, ? super Continuation<? super Unit>, ? extends @Nullable Object>
                            lambda) {
        Checks.notNull(lambda, "lambda");
        return (a, b) -> Suspend.run(continuation -> lambda.invoke(a, b, continuation));
    }
}
