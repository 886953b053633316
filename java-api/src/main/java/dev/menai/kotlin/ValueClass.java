package dev.menai.kotlin;

import dev.menai.internal.Checks;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A Kotlin value class, {@code value class UserId(val text: String)}, which Java code can neither construct nor read:
 * Kotlin functions take and return the value inside, under a mangled name, and sometimes the object around it.
 *
 * <pre>{@code
 * final class Ids {
 *     private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);
 *
 *     static UserId ofRequest(Request request) {
 *         return USER_ID.box(request.user());
 *     }
 * }
 * }</pre>
 *
 * Keep it in a static final field. Thread-safe.
 */
public final class ValueClass<V> {
    private final Class<V> type;
    private final Class<?> underlying;
    private final MethodHandle construct;
    private final MethodHandle box;
    private final MethodHandle unbox;

    private ValueClass(Class<V> type, Method box, MethodHandles.Lookup lookup)
            throws IllegalAccessException, NoSuchMethodException {
        this.type = type;
        this.underlying = box.getParameterTypes()[0];
        this.box = generic(lookup.unreflect(opened(box)));
        this.construct = generic(lookup.unreflect(opened(type.getDeclaredMethod("constructor-impl", underlying))));
        this.unbox = generic(lookup.unreflect(opened(type.getDeclaredMethod("unbox-impl"))));
    }

    /**
     * Returns the value class that {@code type} is.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static <V> ValueClass<V> of(Class<V> type) {
        Checks.notNull(type, "type");
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("box-impl") && Modifier.isStatic(method.getModifiers())) {
                try {
                    return new ValueClass<>(type, method, MethodHandles.lookup());
                } catch (IllegalAccessException | NoSuchMethodException refused) {
                    throw new IllegalArgumentException(
                            "type must be a value class that can be reached, but " + type.getName()
                                    + " cannot; export or open its package",
                            refused);
                }
            }
        }
        throw new IllegalArgumentException("type must be a Kotlin value class, but was " + type.getName());
    }

    /**
     * Returns the object with {@code value} inside, as its constructor in Kotlin does, with the checks of the class.
     *
     * @throws IllegalArgumentException if {@code value} is not what this class holds
     */
    public V box(@Nullable Object value) {
        try {
            return ofReturned((Object) construct.invokeExact(value));
        } catch (ClassCastException | NullPointerException mismatch) {
            throw new IllegalArgumentException(
                    "value of " + type.getSimpleName() + " must be of " + underlying.getName() + ", but was "
                            + (value == null ? "null" : value.getClass().getName()),
                    mismatch);
        } catch (Throwable failure) {
            throw Checks.sneaky(failure);
        }
    }

    /**
     * Returns the object for what a Kotlin function returned: that object, or the value inside, which may be null. It is as
     * Kotlin made it: the checks of the class are not made again.
     */
    @SuppressWarnings("unchecked") // the method returns it
    public V ofReturned(@Nullable Object returned) {
        if (type.isInstance(returned)) {
            return (V) returned;
        }
        try {
            return (V) (Object) box.invokeExact(returned);
        } catch (Throwable failure) {
            throw Checks.sneaky(failure);
        }
    }

    /** Returns the value inside {@code object}. */
    public @Nullable Object unbox(V object) {
        try {
            return (Object) unbox.invokeExact((Object) Checks.notNull(object, "object"));
        } catch (Throwable failure) {
            throw Checks.sneaky(failure);
        }
    }

    /** Returns the class of these objects. */
    public Class<V> type() {
        return type;
    }

    /** Returns the type of the value inside, as Kotlin functions take it. */
    public Class<?> underlyingType() {
        return underlying;
    }

    private static Method opened(Method method) {
        method.setAccessible(true);
        return method;
    }

    private static MethodHandle generic(MethodHandle handle) {
        return handle.asType(handle.type().generic());
    }

    @Override
    public String toString() {
        return "ValueClass[" + type.getName() + "]";
    }
}
