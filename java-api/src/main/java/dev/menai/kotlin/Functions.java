package dev.menai.kotlin;

import dev.menai.function.TriFunction;
import dev.menai.internal.Checks;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.jvm.functions.Function0;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import org.jspecify.annotations.Nullable;

/** Makes Kotlin functions, such as {@code (A) -> B}, of Java's. Those that suspend are made by {@link Suspend}. */
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
}
