package dev.menai.internal.reflection;

import dev.menai.internal.Checks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls by reflection whose failures come out as they are. */
public final class Reflected {
    private Reflected() {}

    public static @Nullable Object invoke(Method method, @Nullable Object target, @Nullable Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw Checks.sneaky(failed.getCause() == null ? failed : failed.getCause());
        } catch (IllegalAccessException refused) {
            throw new IllegalStateException(
                    method + " must be accessible, but is not; make it and its class public", refused);
        }
    }
}
