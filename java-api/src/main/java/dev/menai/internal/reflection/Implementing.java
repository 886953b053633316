package dev.menai.internal.reflection;

import dev.menai.internal.Checks;
import dev.menai.internal.bridge.Origin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A Java object as a Kotlin interface: each member is tied to a Java method when the object is made. */
public final class Implementing implements InvocationHandler {
    private record Signature(String name, List<Class<?>> parameters) {
        static Signature of(Method method) {
            return new Signature(method.getName(), List.of(method.getParameterTypes()));
        }
    }

    private final Class<?> type;
    private final Object object;
    private final Map<Signature, Member> members = new HashMap<>();

    private Implementing(Class<?> type, Object object) {
        this.type = type;
        this.object = object;
    }

    /** Returns {@code object} as a {@code type}; throws and names all members for which it has no method. */
    public static <K> K of(Class<K> type, Object object) {
        Checks.notNull(type, "kotlinInterface");
        Checks.notNull(object, "javaObject");
        if (!type.isInterface()) {
            throw new IllegalArgumentException("kotlinInterface must be an interface, but was " + type);
        }
        Implementing handler = new Implementing(type, object);
        handler.bind();
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private void bind() {
        Origin origin = Origin.of(object);
        TreeSet<String> missing = new TreeSet<>();
        Map<TypeVariable<?>, Type> arguments = KotlinTypes.argumentsIn(type);
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || isOfObject(method)) {
                continue;
            }
            KotlinMember member = new KotlinMember(method, arguments);
            Member bound = member.boundTo(object, origin);
            if (bound == null) {
                bound = inherited(method);
                if (bound != null && member.isSuspend()) {
                    bound = failingLater(bound);
                }
            }
            if (bound == null) {
                missing.add(member.expected(object));
            } else {
                members.put(Signature.of(method), bound);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("javaObject must have public methods for all of " + type.getName()
                    + ", but " + object.getClass().getName() + " has none for\n  " + String.join("\n  ", missing));
        }
    }

    private static boolean isOfObject(Method method) {
        try {
            return Object.class.getMethod(method.getName(), method.getParameterTypes()) != null;
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    /** Makes a suspend function throw after a suspension: what a proxy throws at once would be wrapped. */
    private static Member failingLater(Member member) {
        return (proxy, arguments) -> {
            try {
                return member.call(proxy, arguments);
            } catch (Throwable failure) {
                return JavaAnswers.fail(failure, KotlinMember.continuationOf(arguments));
            }
        };
    }

    /** Returns the body that {@code method} has in Kotlin, if it has one. */
    private @Nullable Member inherited(Method method) {
        if (!Modifier.isAbstract(method.getModifiers())) {
            return (proxy, arguments) -> InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return OldDefaults.of(method);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] given = arguments == null ? new @Nullable Object[0] : arguments;
        Member member = members.get(Signature.of(method));
        if (member != null) {
            return member.call(proxy, given);
        }
        return switch (method.getName()) {
            case "equals" -> proxy == given[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " by " + object;
        };
    }

    /** What a member of the interface does. */
    interface Member {
        @Nullable
        Object call(Object proxy, @Nullable Object[] arguments) throws Throwable;
    }

    /** The bodies that older compilers put beside an interface. */
    private static final class OldDefaults {
        static @Nullable Member of(Method method) {
            Class<?> owner = method.getDeclaringClass();
            Class<?>[] parameters = new Class<?>[method.getParameterCount() + 1];
            parameters[0] = owner;
            System.arraycopy(method.getParameterTypes(), 0, parameters, 1, method.getParameterCount());
            try {
                Method body = Class.forName(owner.getName() + "$DefaultImpls", false, owner.getClassLoader())
                        .getMethod(method.getName(), parameters);
                return (proxy, arguments) -> {
                    @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
                    all[0] = proxy;
                    System.arraycopy(arguments, 0, all, 1, arguments.length);
                    return Reflected.invoke(body, null, all);
                };
            } catch (ClassNotFoundException | NoSuchMethodException none) {
                return null;
            }
        }
    }
}
