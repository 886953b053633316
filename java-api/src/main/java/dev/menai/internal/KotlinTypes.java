package dev.menai.internal;

import dev.menai.AsyncIterable;
import dev.menai.kotlin.ValueClass;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import kotlin.jvm.JvmInline;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;

/** How types of Kotlin and of Java stand for one another. */
final class KotlinTypes {
    private KotlinTypes() {}

    /** Returns how what is inside becomes an object of the value class {@code type}, which itself is left alone. */
    static Conversion boxing(Class<?> type) {
        ValueClass<?> valueClass = ValueClass.of(type);
        return value -> value == null || type.isInstance(value) ? value : valueClass.box(value);
    }

    /** Returns how a parameter of the Kotlin function becomes one of the Java method, or null if it cannot. */
    static @Nullable Conversion conversion(Class<?> from, Class<?> to) {
        if (wrapped(to).isAssignableFrom(wrapped(from))) {
            return Conversion.none();
        }
        if (isValueClass(to) && wrapped(ValueClass.of(to).underlyingType()) == wrapped(from)) {
            return boxing(to);
        }
        if (from == Flow.class && to == AsyncIterable.class) {
            return value -> value == null ? null : FlowItemsKt.itemsOf((Flow<?>) value);
        }
        return null;
    }

    @SuppressWarnings("unchecked") // of its own class
    static @Nullable Object unboxed(Object value) {
        return ((ValueClass<Object>) ValueClass.of(value.getClass())).unbox(value);
    }

    static boolean isValueClass(Class<?> type) {
        return type.isAnnotationPresent(JvmInline.class);
    }

    static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
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
}
