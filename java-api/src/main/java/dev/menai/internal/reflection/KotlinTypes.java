package dev.menai.internal.reflection;

import dev.menai.AsyncIterable;
import dev.menai.internal.bridge.FlowItemsKt;
import dev.menai.kotlin.ValueClass;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import kotlin.jvm.JvmInline;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;

/** How types of Kotlin and of Java stand for one another. */
final class KotlinTypes {
    private KotlinTypes() {}

    // what a type is

    static boolean isValueClass(Class<?> type) {
        return type.isAnnotationPresent(JvmInline.class);
    }

    static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** Whether {@code type} is a value class with such a {@code value} inside. */
    static boolean isInside(Class<?> value, Class<?> type) {
        return isValueClass(type) && wrapped(ValueClass.of(type).underlyingType()) == wrapped(value);
    }

    static Class<?> erasure(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erasure(parameterized.getRawType());
        }
        if (type instanceof TypeVariable<?> variable) {
            return erasure(variable.getBounds()[0]);
        }
        if (type instanceof WildcardType wildcard) {
            return erasure(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }

    /** Returns what the type parameters of all interfaces above {@code type} are in it. */
    static Map<TypeVariable<?>, Type> argumentsIn(Class<?> type) {
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        collect(type, arguments);
        return arguments;
    }

    private static void collect(Class<?> type, Map<TypeVariable<?>, Type> arguments) {
        for (Type above : type.getGenericInterfaces()) {
            if (above instanceof ParameterizedType parameterized) {
                TypeVariable<?>[] variables = ((Class<?>) parameterized.getRawType()).getTypeParameters();
                for (int at = 0; at < variables.length; at++) {
                    arguments.put(variables[at], resolved(parameterized.getActualTypeArguments()[at], arguments));
                }
            }
            collect(erasure(above), arguments);
        }
    }

    /** Returns {@code type}, or what it stands for if it is a type parameter with an argument. */
    static Type resolved(Type type, Map<TypeVariable<?>, Type> arguments) {
        Type known = type instanceof TypeVariable<?> variable ? arguments.get(variable) : null;
        return known == null ? type : known;
    }

    // from Kotlin to Java

    /** Returns how a parameter of the Kotlin function becomes one of the Java method, or null if it cannot. */
    static @Nullable Conversion conversion(Type type, Class<?> to) {
        Class<?> from = erasure(type);
        boolean isOpen = type instanceof TypeVariable<?> && from.isAssignableFrom(wrapped(to));
        if (isOpen || wrapped(to).isAssignableFrom(wrapped(from))) {
            return to.isPrimitive() && !from.isPrimitive() ? value -> notNull(value, to) : Conversion.none();
        }
        if (isInside(from, to)) {
            return boxing(to);
        }
        if (isInside(to, from)) {
            return value -> value == null ? null : unboxed(value);
        }
        if (from == Flow.class && to == AsyncIterable.class) {
            return value -> value == null ? null : FlowItemsKt.itemsOf((Flow<?>) value);
        }
        return null;
    }

    private static Object notNull(@Nullable Object value, Class<?> type) {
        if (value == null) {
            throw new NullPointerException(
                    "a parameter of type " + type + " must not be null, but Kotlin passed null; take an object of "
                            + wrapped(type).getSimpleName());
        }
        return value;
    }

    /** Returns how what is inside becomes an object of the value class {@code type}, which itself is left alone. */
    static Conversion boxing(Class<?> type) {
        ValueClass<?> valueClass = ValueClass.of(type);
        return value -> value == null || type.isInstance(value) ? value : valueClass.box(value);
    }

    // from Java to Kotlin

    /** Returns how an argument of a Java method becomes one of the Kotlin function, or null if it cannot. */
    static @Nullable Conversion argumentConversion(Class<?> given, Type type) {
        Class<?> wanted = erasure(type);
        if (wrapped(wanted).isAssignableFrom(wrapped(given))) {
            return Conversion.none();
        }
        if (isInside(wanted, given)) {
            return value -> value == null ? null : unboxed(value);
        }
        return isInside(given, wanted) || wanted == Flow.class ? answerConversion(given, wanted) : null;
    }

    /** Returns how what a Java method returns becomes what Kotlin wants, as an object, or null if it cannot. */
    static @Nullable Conversion answerConversion(Class<?> given, Class<?> wanted) {
        if (wrapped(wanted).isAssignableFrom(wrapped(given)) || isInside(wanted, given)) {
            return toPlain(wanted);
        }
        if (isInside(given, wanted)) {
            return boxing(wanted);
        }
        return wanted == Flow.class && AsyncIterable.class.isAssignableFrom(given) ? toPlain(wanted) : null;
    }

    /** Returns how what Java gives becomes a {@code wanted} of the byte code. */
    static Conversion toPlain(Class<?> wanted) {
        if (wanted == Flow.class) {
            return value -> value instanceof AsyncIterable<?> items ? FlowItemsKt.flowOf(items) : value;
        }
        return value ->
                value != null && isValueClass(value.getClass()) && !wanted.isInstance(value) ? unboxed(value) : value;
    }

    @SuppressWarnings("unchecked") // of its own class
    private static @Nullable Object unboxed(Object value) {
        return ((ValueClass<Object>) ValueClass.of(value.getClass())).unbox(value);
    }
}
