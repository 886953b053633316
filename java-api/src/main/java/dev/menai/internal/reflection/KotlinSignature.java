package dev.menai.internal.reflection;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;

/**
 * A compiled Kotlin function as its source has it: the name without a hash, the parameters without a continuation, the
 * result that the continuation gets. Without metadata, value classes are what is inside, where they are not boxed.
 */
record KotlinSignature(Method method, String name, boolean isSuspend, List<Type> parameters, Type result) {
    /** The signature of a function in a class whose type parameters, and those above it, have {@code arguments}. */
    static KotlinSignature of(Method method, Map<TypeVariable<?>, Type> arguments) {
        int hash = method.getName().indexOf('-');
        String name = hash < 0 ? method.getName() : method.getName().substring(0, hash);
        Class<?>[] raw = method.getParameterTypes();
        boolean isSuspend = raw.length > 0 && raw[raw.length - 1] == Continuation.class;
        List<Type> types = new ArrayList<>(Arrays.asList(method.getGenericParameterTypes()));
        Type returned = isSuspend ? resumedWith(types.remove(types.size() - 1)) : method.getGenericReturnType();
        return new KotlinSignature(
                method,
                name,
                isSuspend,
                types.stream()
                        .map(type -> KotlinTypes.resolved(type, arguments))
                        .toList(),
                KotlinTypes.resolved(returned, arguments));
    }

    private static Type resumedWith(Type continuation) {
        if (!(continuation instanceof ParameterizedType type)) {
            return Object.class;
        }
        Type argument = type.getActualTypeArguments()[0];
        return argument instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 1
                ? wildcard.getLowerBounds()[0]
                : argument;
    }

    boolean isMangled() {
        return !method.getName().equals(name);
    }

    boolean isUnit() {
        return result == Unit.class;
    }

    boolean isResult() {
        return KotlinTypes.erasure(result) == Result.class;
    }

    /** The class of what the function returns, in a {@code Result} of what is in it. */
    Class<?> resultClass() {
        return isResult() && result instanceof ParameterizedType type
                ? KotlinTypes.erasure(type.getActualTypeArguments()[0])
                : KotlinTypes.erasure(result);
    }

    /** The types of the parameters, for messages. */
    String list() {
        return parameters.stream()
                .map(type -> KotlinTypes.erasure(type).getSimpleName())
                .collect(Collectors.joining(", "));
    }
}
