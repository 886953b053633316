package dev.menai.internal.reflection;

import dev.menai.internal.Checks;
import dev.menai.internal.reflection.Implementing.Member;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A Kotlin object behind a Java interface: each method is tied to a function when the facade is made. */
public final class ProxiedFacade implements InvocationHandler {
    private final Class<?> type;
    private final Object target;
    private final Map<Method, Member> members = new HashMap<>();

    private ProxiedFacade(Class<?> type, Object target) {
        this.type = type;
        this.target = target;
    }

    /** Returns {@code target} as a {@code type}; throws and names all methods for which it has no function. */
    public static <J> J of(Class<J> type, Object target) {
        Checks.notNull(type, "javaInterface");
        Checks.notNull(target, "kotlinObject");
        if (!type.isInterface()) {
            throw new IllegalArgumentException("javaInterface must be an interface, but was " + type);
        }
        ProxiedFacade handler = new ProxiedFacade(type, target);
        handler.bind();
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private void bind() {
        TreeSet<String> missing = new TreeSet<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            if (!Modifier.isAbstract(method.getModifiers())) {
                members.put(method, (proxy, arguments) -> InvocationHandler.invokeDefault(proxy, method, arguments));
                continue;
            }
            FacadeMember wanted = new FacadeMember(method);
            Member bound = wanted.boundTo(target);
            if (bound == null) {
                missing.add(wanted.wanted(target));
            } else {
                members.put(method, bound);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("kotlinObject must have functions for all methods of " + type.getName()
                    + ", but " + target.getClass().getName() + " has none for\n  " + String.join("\n  ", missing));
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] given = arguments == null ? new @Nullable Object[0] : arguments;
        Member member = members.get(method);
        if (member != null) {
            return member.call(proxy, given);
        }
        return switch (method.getName()) {
            case "equals" -> isOfSameTarget(given[0]);
            case "hashCode" -> target.hashCode();
            default -> type.getSimpleName() + "[" + target + "]";
        };
    }

    private boolean isOfSameTarget(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof ProxiedFacade facade
                && facade.type == type
                && facade.target.equals(target);
    }
}
