package dev.menai.internal.reflection;

import org.jspecify.annotations.Nullable;

/** Turns what one of two languages gives into what the other one takes. */
@FunctionalInterface
public interface Conversion {
    @Nullable
    Object of(@Nullable Object value);

    /** Returns the conversion that leaves everything as it is. */
    static Conversion none() {
        return value -> value;
    }
}
