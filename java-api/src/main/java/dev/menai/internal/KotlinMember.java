package dev.menai.internal;

import dev.menai.AsyncIterable;
import dev.menai.internal.Implementing.Member;
import dev.menai.kotlin.ValueClass;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A member of a Kotlin interface, and how a Java method stands for it: under the name that it has in Kotlin source, a
 * suspend function without its continuation and with a stage or a plain value, a value class as itself or as what is
 * inside, a {@code Flow} as such or as an {@link AsyncIterable}.
 */
final class KotlinMember {
    private final Method method;
    private final String name;
    private final boolean isSuspend;
    private final List<Class<?>> parameters;

    /** What the function returns in Kotlin. */
    private final Type result;

    KotlinMember(Method method) {
        this.method = method;
        int hash = method.getName().indexOf('-');
        this.name = hash < 0 ? method.getName() : method.getName().substring(0, hash);
        List<Class<?>> all = new ArrayList<>(Arrays.asList(method.getParameterTypes()));
        this.isSuspend = !all.isEmpty() && all.get(all.size() - 1) == Continuation.class;
        if (isSuspend) {
            all.remove(all.size() - 1);
        }
        this.parameters = all;
        this.result = isSuspend ? resumedWith(method) : method.getGenericReturnType();
    }

    private static Type resumedWith(Method method) {
        Type[] types = method.getGenericParameterTypes();
        if (types[types.length - 1] instanceof ParameterizedType continuation) {
            Type argument = continuation.getActualTypeArguments()[0];
            return argument instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 1
                    ? wildcard.getLowerBounds()[0]
                    : argument;
        }
        return Object.class;
    }

    /** Returns this member as done by {@code object}, or null if it has no method for it. */
    @Nullable
    Member boundTo(Object object) {
        return Arrays.stream(object.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
                .filter(candidate -> !Modifier.isStatic(candidate.getModifiers()))
                .filter(this::accepts)
                .min(Comparator.comparingInt(this::distance))
                .map(candidate -> bound(object, candidate))
                .orElse(null);
    }

    private boolean accepts(Method candidate) {
        Class<?>[] given = candidate.getParameterTypes();
        if (given.length != parameters.size()) {
            return false;
        }
        for (int at = 0; at < given.length; at++) {
            if (KotlinTypes.conversion(parameters.get(at), given[at]) == null) {
                return false;
            }
        }
        return isSuspend ? returnsSuspended(candidate) : returnsPlain(candidate);
    }

    /** A mangled function has a value class somewhere: the method that knows it by that is meant. */
    private int distance(Method candidate) {
        int same = 0;
        for (int at = 0; at < parameters.size(); at++) {
            same += KotlinTypes.wrapped(candidate.getParameterTypes()[at]) == KotlinTypes.wrapped(parameters.get(at))
                    ? 1
                    : 0;
        }
        boolean isMangled = !method.getName().equals(name);
        return isMangled ? same : -same;
    }

    private boolean returnsSuspended(Method candidate) {
        Class<?> returned = candidate.getReturnType();
        if (isUnit()) {
            return true;
        }
        if (!CompletionStage.class.isAssignableFrom(returned)) {
            return returned != void.class && fits(returned);
        }
        return !(candidate.getGenericReturnType() instanceof ParameterizedType stage)
                || fits(KotlinTypes.erasure(stage.getActualTypeArguments()[0]));
    }

    private boolean fits(Class<?> given) {
        Class<?> wanted = resultClass();
        return given == Object.class
                || KotlinTypes.wrapped(wanted).isAssignableFrom(KotlinTypes.wrapped(given))
                || isInside(given, wanted);
    }

    private static boolean isInside(Class<?> given, Class<?> wanted) {
        return KotlinTypes.isValueClass(wanted)
                && KotlinTypes.wrapped(ValueClass.of(wanted).underlyingType()) == KotlinTypes.wrapped(given);
    }

    private boolean returnsPlain(Method candidate) {
        Class<?> wanted = method.getReturnType();
        Class<?> given = candidate.getReturnType();
        boolean isThrowing = Arrays.stream(candidate.getExceptionTypes())
                .anyMatch(
                        type -> !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type));
        return !isThrowing
                && (wanted == void.class
                        || KotlinTypes.wrapped(wanted).isAssignableFrom(KotlinTypes.wrapped(given))
                        || (wanted == Flow.class && AsyncIterable.class.isAssignableFrom(given))
                        || (KotlinTypes.isValueClass(given)
                                && ValueClass.of(given).underlyingType() == wanted));
    }

    private boolean isUnit() {
        return result == Unit.class;
    }

    private Class<?> resultClass() {
        Class<?> raw = KotlinTypes.erasure(result);
        return raw == Result.class && result instanceof ParameterizedType type
                ? KotlinTypes.erasure(type.getActualTypeArguments()[0])
                : raw;
    }

    private Member bound(Object object, Method candidate) {
        if (!candidate.trySetAccessible()) {
            throw new IllegalArgumentException("methods of javaObject must be accessible, but " + candidate
                    + " is not; open its package to dev.menai or make its class public");
        }
        List<Conversion> conversions = new ArrayList<>();
        for (int at = 0; at < parameters.size(); at++) {
            conversions.add(Checks.notNull(
                    KotlinTypes.conversion(parameters.get(at), candidate.getParameterTypes()[at]), "conversion"));
        }
        if (!isSuspend) {
            return (proxy, arguments) ->
                    plainResult(Reflected.invoke(candidate, object, converted(conversions, arguments)));
        }
        AnswerForm form = form();
        return (proxy, arguments) -> {
            @Nullable Object[] own = converted(conversions, Arrays.copyOf(arguments, arguments.length - 1));
            @SuppressWarnings("unchecked") // the last parameter of a suspend function
            Continuation<@Nullable Object> end =
                    (Continuation<@Nullable Object>) Checks.notNull(arguments[arguments.length - 1], "continuation");
            return JavaAnswers.answer(candidate, object, own, form, end);
        };
    }

    private AnswerForm form() {
        Class<?> raw = KotlinTypes.erasure(result);
        if (isUnit()) {
            return AnswerForm.UNIT;
        }
        if (raw == Result.class) {
            Class<?> inner = resultClass();
            return AnswerForm.result(KotlinTypes.isValueClass(inner) ? KotlinTypes.boxing(inner) : Conversion.none());
        }
        return KotlinTypes.isValueClass(raw) ? AnswerForm.boxed(KotlinTypes.boxing(raw)) : AnswerForm.PLAIN;
    }

    private @Nullable Object plainResult(@Nullable Object value) {
        if (value instanceof AsyncIterable<?> items && method.getReturnType() == Flow.class) {
            return FlowItemsKt.flowOf(items);
        }
        return value != null
                        && KotlinTypes.isValueClass(value.getClass())
                        && !method.getReturnType().isInstance(value)
                ? KotlinTypes.unboxed(value)
                : value;
    }

    private static @Nullable Object[] converted(List<Conversion> conversions, @Nullable Object[] arguments) {
        @Nullable Object[] converted = new @Nullable Object[conversions.size()];
        for (int at = 0; at < converted.length; at++) {
            converted[at] = conversions.get(at).of(arguments[at]);
        }
        return converted;
    }

    /** Says what a Java method for this member looks like. */
    String expected(Object object) {
        String list = parameters.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
        String value = isUnit() ? "void" : (isSuspend ? resultClass() : method.getReturnType()).getSimpleName();
        String call = " " + name + "(" + list + ")";
        String expected = isSuspend
                ? "CompletionStage<"
                        + (isUnit() ? "?" : KotlinTypes.wrapped(resultClass()).getSimpleName()) + ">" + call + " or "
                        + value + call
                : value + call;
        String found = Arrays.stream(object.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .map(KotlinMember::text)
                .sorted()
                .collect(Collectors.joining(", "));
        return expected + (found.isEmpty() ? "" : ", only " + found);
    }

    private static String text(Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        String thrown = Arrays.stream(method.getExceptionTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return method.getReturnType().getSimpleName() + " " + method.getName() + "(" + parameters + ")"
                + (thrown.isEmpty() ? "" : " throws " + thrown);
    }
}
