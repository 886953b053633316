package dev.menai.internal.reflection;

import dev.menai.AsyncIterable;
import dev.menai.internal.Checks;
import dev.menai.internal.bridge.Origin;
import dev.menai.internal.reflection.Implementing.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
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
    private final KotlinSignature signature;

    /** The member of an interface whose type parameters, and those of its own interfaces, have {@code arguments}. */
    KotlinMember(Method method, Map<TypeVariable<?>, Type> arguments) {
        signature = KotlinSignature.of(method, arguments);
    }

    boolean isSuspend() {
        return signature.isSuspend();
    }

    @SuppressWarnings("unchecked") // the last parameter of a suspend function
    static Continuation<@Nullable Object> continuationOf(@Nullable Object[] arguments) {
        return (Continuation<@Nullable Object>) Checks.notNull(arguments[arguments.length - 1], "continuation");
    }

    // which method

    /** Returns this member as done by {@code object}, made at {@code origin}, or null if it has no method for it. */
    @Nullable
    Member boundTo(Object object, Origin origin) {
        return Arrays.stream(object.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(signature.name()))
                .filter(candidate -> !Modifier.isStatic(candidate.getModifiers()))
                .filter(this::accepts)
                .min(Comparator.comparing(Method::isBridge)
                        .thenComparing(this::distance)
                        .thenComparing(KotlinMember::compareSpecificity)
                        .thenComparing(Method::toString))
                .map(candidate -> bound(object, origin, candidate))
                .orElse(null);
    }

    private boolean accepts(Method candidate) {
        Class<?>[] given = candidate.getParameterTypes();
        if (given.length != signature.parameters().size()) {
            return false;
        }
        for (int at = 0; at < given.length; at++) {
            if (KotlinTypes.conversion(signature.parameters().get(at), given[at]) == null) {
                return false;
            }
        }
        return isSuspend() ? returnsSuspended(candidate) : returnsPlain(candidate);
    }

    /** A mangled function has a value class somewhere: the method that knows it by that is meant. */
    private int distance(Method candidate) {
        int same = 0;
        for (int at = 0; at < signature.parameters().size(); at++) {
            Class<?> own = KotlinTypes.erasure(signature.parameters().get(at));
            same += KotlinTypes.wrapped(candidate.getParameterTypes()[at]) == KotlinTypes.wrapped(own) ? 1 : 0;
        }
        return signature.isMangled() ? same : -same;
    }

    /** Of two methods that take what comes, the one that says more about it is meant. */
    private static int compareSpecificity(Method one, Method other) {
        boolean isOneWider = isWider(one, other);
        return isOneWider == isWider(other, one) ? 0 : isOneWider ? 1 : -1;
    }

    private static boolean isWider(Method one, Method other) {
        for (int at = 0; at < one.getParameterCount(); at++) {
            if (!one.getParameterTypes()[at].isAssignableFrom(other.getParameterTypes()[at])) {
                return false;
            }
        }
        return true;
    }

    private boolean returnsSuspended(Method candidate) {
        if (signature.isUnit()) {
            return true;
        }
        Class<?> returned = candidate.getReturnType();
        if (!CompletionStage.class.isAssignableFrom(returned)) {
            return returned != void.class && fits(returned);
        }
        return !(candidate.getGenericReturnType() instanceof ParameterizedType stage)
                || fits(KotlinTypes.erasure(stage.getActualTypeArguments()[0]));
    }

    private boolean fits(Class<?> given) {
        Class<?> wanted = signature.resultClass();
        return given == Object.class || KotlinTypes.answerConversion(given, wanted) != null;
    }

    private boolean returnsPlain(Method candidate) {
        boolean isThrowing = Arrays.stream(candidate.getExceptionTypes()).anyMatch(this::isUnexpected);
        return !isThrowing
                && (signature.method().getReturnType() == void.class
                        || KotlinTypes.answerConversion(
                                        candidate.getReturnType(), KotlinTypes.erasure(signature.result()))
                                != null);
    }

    private boolean isUnexpected(Class<?> thrown) {
        boolean isChecked = !RuntimeException.class.isAssignableFrom(thrown) && !Error.class.isAssignableFrom(thrown);
        return isChecked
                && Arrays.stream(signature.method().getExceptionTypes())
                        .noneMatch(declared -> declared.isAssignableFrom(thrown));
    }

    // calling it

    private Member bound(Object object, Origin origin, Method candidate) {
        if (!candidate.trySetAccessible()) {
            throw new IllegalArgumentException("methods of javaObject must be accessible, but " + candidate
                    + " is not; open its package to dev.menai or make its class public");
        }
        List<Conversion> conversions = new ArrayList<>();
        for (int at = 0; at < signature.parameters().size(); at++) {
            conversions.add(Checks.notNull(
                    KotlinTypes.conversion(
                            signature.parameters().get(at), candidate.getParameterTypes()[at]),
                    "conversion"));
        }
        if (!isSuspend()) {
            Conversion answer = KotlinTypes.toPlain(signature.method().getReturnType());
            return (proxy, arguments) ->
                    answer.of(Reflected.invoke(candidate, object, converted(conversions, arguments)));
        }
        AnswerForm form = form();
        return (proxy, arguments) -> {
            @Nullable Object[] own = converted(conversions, arguments);
            return JavaAnswers.answer(origin, candidate, object, own, form, continuationOf(arguments));
        };
    }

    private static @Nullable Object[] converted(List<Conversion> conversions, @Nullable Object[] arguments) {
        @Nullable Object[] converted = new @Nullable Object[conversions.size()];
        for (int at = 0; at < converted.length; at++) {
            converted[at] = conversions.get(at).of(arguments[at]);
        }
        return converted;
    }

    private AnswerForm form() {
        Class<?> raw = KotlinTypes.erasure(signature.result());
        if (signature.isUnit()) {
            return AnswerForm.plain(value -> Unit.INSTANCE);
        }
        if (signature.isResult()) {
            Class<?> inner = signature.resultClass();
            return AnswerForm.result(KotlinTypes.isValueClass(inner) ? KotlinTypes.boxing(inner) : Conversion.none());
        }
        if (raw == Flow.class) {
            return AnswerForm.plain(KotlinTypes.toPlain(Flow.class));
        }
        return KotlinTypes.isValueClass(raw)
                ? AnswerForm.boxed(KotlinTypes.boxing(raw))
                : AnswerForm.plain(Conversion.none());
    }

    // what to say

    /** Says what a Java method for this member looks like. */
    String expected(Object object) {
        Class<?> returned =
                isSuspend() ? signature.resultClass() : signature.method().getReturnType();
        String value = signature.isUnit() ? "void" : returned.getSimpleName();
        String call = " " + signature.name() + "(" + signature.list() + ")";
        String inStage =
                signature.isUnit() ? "?" : KotlinTypes.wrapped(returned).getSimpleName();
        List<String> forms = new ArrayList<>();
        if (isSuspend()) {
            forms.add("CompletionStage<" + inStage + ">" + call);
        }
        if (!isSuspend() || !CompletionStage.class.isAssignableFrom(returned)) { // else it would be that stage
            forms.add(value + call);
        }
        String expected = String.join(" or ", forms);
        String found = Arrays.stream(object.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(signature.name()))
                .map(KotlinMember::text)
                .sorted()
                .collect(Collectors.joining(", "));
        return expected + (found.isEmpty() ? "" : ", only " + found);
    }

    private static String text(Method method) {
        String thrown = names(method.getExceptionTypes());
        return method.getReturnType().getSimpleName() + " " + method.getName() + "(" + names(method.getParameterTypes())
                + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String names(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", "));
    }
}
