package dev.menai.internal;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words the errors about arguments, and passes exceptions on as they are. */
public final class Checks {
    private Checks() {}

    public static <T> T notNull(@Nullable T argument, String name) {
        return Objects.requireNonNull(argument, () -> name + " must not be null");
    }

    public static void noneNull(Object[] arguments, String name) {
        notNull(arguments, name);
        for (int at = 0; at < arguments.length; at++) {
            if (arguments[at] == null) {
                throw new NullPointerException(name + " must not hold null, but does at index " + at);
            }
        }
    }

    /** Returns {@code duration} in nanoseconds, at the ends of the range if it is beyond them. */
    public static long nanos(@Nullable Duration duration, String name) {
        Duration given = notNull(duration, name);
        try {
            return given.toNanos();
        } catch (ArithmeticException beyond) {
            return given.isNegative() ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2;
        }
    }

    public static long notNegativeNanos(@Nullable Duration duration, String name) {
        long nanos = nanos(duration, name);
        if (nanos < 0) {
            throw new IllegalArgumentException(name + " must not be negative, but was " + duration);
        }
        return nanos;
    }

    public static long notNegative(long number, String name) {
        if (number < 0) {
            throw new IllegalArgumentException(name + " must not be negative, but was " + number);
        }
        return number;
    }

    public static int positive(int number, String name) {
        if (number <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but was " + number);
        }
        return number;
    }

    /** Returns what to throw when an iterator is asked for an item that it does not have. */
    public static IllegalStateException noCurrentItem() {
        return new IllegalStateException(
                "current must be called when advance has given true, but was called without an item");
    }

    /** Returns null as the value of a body that has none. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // the type is one that allows null
    public static <T extends @Nullable Object> T nothing() {
        return null;
    }

    /** Throws {@code failure} as it is, checked or not. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the compiler infers an unchecked type
    public static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
        throw (X) failure;
    }
}
