package dev.menai.internal.reflection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a method of compiled Kotlin that Java source cannot name. The handles have {@code Object} for all reference
 * types; one of a method that is missing says so when it is called.
 */
public final class KotlinMethods {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final String MARKER = "kotlin.jvm.internal.DefaultConstructorMarker";

    private final ClassLoader loader;
    private final String owner;
    private final String name;
    private final String descriptor;

    private KotlinMethods(ClassLoader loader, String owner, String name, String descriptor) {
        this.loader = loader;
        this.owner = owner;
        this.name = name;
        this.descriptor = descriptor;
    }

    /** Looks in the class {@code owner}, as {@code caller} sees it, for what {@code descriptor} describes. */
    public static KotlinMethods of(Class<?> caller, String owner, String name, String descriptor) {
        return new KotlinMethods(caller.getClassLoader(), owner, name, descriptor);
    }

    /** Returns the method itself. */
    public MethodHandle method(boolean hasReceiver) {
        try {
            return plain(handle(declared(owner(), name, type().parameterArray())));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException reason) {
            return missing(hasReceiver, 0, reason);
        }
    }

    /** Returns the constructor, or the one for Kotlin beside it, which takes a marker. */
    public MethodHandle constructor() {
        try {
            Class<?>[] withMarker = withDefaults(null, Class.forName(MARKER, false, loader), 0);
            for (Constructor<?> constructor : owner().getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), withMarker)) {
                    return plain(withoutMarker(handle(constructor)));
                }
            }
            return plain(handle(owner().getDeclaredConstructor(type().parameterArray())));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException reason) {
            return missing(false, 0, reason);
        }
    }

    /** Returns the constructor that takes masks of absent arguments. */
    public MethodHandle constructorWithDefaults(int masks) {
        try {
            Class<?>[] parameters = withDefaults(null, Class.forName(MARKER, false, loader), masks);
            return plain(withoutMarker(handle(owner().getDeclaredConstructor(parameters))));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException reason) {
            return missing(false, masks, reason);
        }
    }

    /**
     * Returns the form of the method that takes masks of absent arguments. It stands in the class or a superclass, in
     * an interface or in its {@code DefaultImpls}.
     */
    public MethodHandle methodWithDefaults(int masks, boolean hasReceiver) {
        try {
            for (Class<?> holder : holders()) {
                Class<?> receiver = hasReceiver ? receiverOf(holder) : null;
                Method found = declared(holder, withDefaults(receiver, Object.class, masks));
                if (found != null) {
                    return plain(withoutMarker(handle(found)));
                }
            }
            throw new NoSuchMethodException(name + "$default");
        } catch (ReflectiveOperationException | LinkageError | RuntimeException reason) {
            return missing(hasReceiver, masks, reason);
        }
    }

    private Class<?> owner() throws ClassNotFoundException {
        return Class.forName(owner, false, loader);
    }

    private MethodType type() {
        return MethodType.fromMethodDescriptorString(descriptor, loader);
    }

    /** The classes that may have the method, nearest first. */
    private Set<Class<?>> holders() throws ClassNotFoundException {
        Set<Class<?>> holders = new LinkedHashSet<>();
        collect(owner(), holders);
        return holders;
    }

    private void collect(@Nullable Class<?> type, Set<Class<?>> holders) {
        if (type == null || !holders.add(type)) {
            return;
        }
        for (Class<?> nested : type.isInterface() ? type.getDeclaredClasses() : new Class<?>[0]) {
            if (isDefaultImpls(nested)) {
                holders.add(nested);
            }
        }
        collect(type.getSuperclass(), holders);
        for (Class<?> implemented : type.getInterfaces()) {
            collect(implemented, holders);
        }
    }

    private static Class<?> receiverOf(Class<?> holder) {
        return isDefaultImpls(holder) ? holder.getDeclaringClass() : holder;
    }

    private static boolean isDefaultImpls(Class<?> type) {
        return type.getSimpleName().equals("DefaultImpls");
    }

    private Class<?>[] withDefaults(@Nullable Class<?> receiver, Class<?> marker, int masks) {
        List<Class<?>> parameters = new ArrayList<>();
        if (receiver != null) {
            parameters.add(receiver);
        }
        parameters.addAll(type().parameterList());
        for (int mask = 0; mask < masks; mask++) {
            parameters.add(int.class);
        }
        parameters.add(marker);
        return parameters.toArray(Class[]::new);
    }

    private @Nullable Method declared(Class<?> holder, Class<?>[] parameters) {
        try {
            return declared(holder, name + "$default", parameters);
        } catch (NoSuchMethodException elsewhere) {
            return null;
        }
    }

    /** Returns a method by its whole descriptor: Kotlin has functions that differ in nothing but what they return. */
    private Method declared(Class<?> holder, String methodName, Class<?>[] parameters) throws NoSuchMethodException {
        Class<?> returned = type().returnType();
        for (Method method : holder.getDeclaredMethods()) {
            if (method.getName().equals(methodName)
                    && method.getReturnType() == returned
                    && Arrays.equals(method.getParameterTypes(), parameters)) {
                return method;
            }
        }
        throw new NoSuchMethodException(holder.getName() + "." + methodName + descriptor);
    }

    /** The last parameter is a marker that is always null. */
    private static MethodHandle withoutMarker(MethodHandle handle) {
        return MethodHandles.insertArguments(handle, handle.type().parameterCount() - 1, (Object) null);
    }

    private static MethodHandle plain(MethodHandle handle) {
        return handle.asFixedArity().asType(handle.type().erase());
    }

    private static MethodHandle handle(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return LOOKUP.unreflect(method);
    }

    private static MethodHandle handle(Constructor<?> constructor) throws IllegalAccessException {
        constructor.setAccessible(true);
        return LOOKUP.unreflectConstructor(constructor);
    }

    private MethodHandle missing(boolean hasReceiver, int masks, Throwable reason) {
        List<Class<?>> parameters = new ArrayList<>();
        if (hasReceiver) {
            parameters.add(Object.class);
        }
        MethodType erased = erasedType();
        parameters.addAll(erased.parameterList());
        for (int mask = 0; mask < masks; mask++) {
            parameters.add(int.class);
        }
        Class<?> returned = name.equals("<init>") ? Object.class : erased.returnType();
        MethodHandle exception = MethodHandles.insertArguments(MISSING, 0, this, reason);
        MethodHandle thrower = MethodHandles.throwException(returned, IllegalStateException.class);
        return MethodHandles.dropArguments(MethodHandles.foldArguments(thrower, exception), 0, parameters);
    }

    /** Without the classes, which may be missing as well. */
    private MethodType erasedType() {
        return MethodType.fromMethodDescriptorString(
                descriptor.replaceAll("\\[+(L[^;]+;|[ZBSIJFDC])|L[^;]+;", "Ljava/lang/Object;"), loader);
    }

    @SuppressWarnings("UnusedMethod") // MISSING calls it
    private IllegalStateException exception(Throwable reason) {
        return new IllegalStateException(
                "class " + owner + " must have " + name + descriptor + ", which its facade calls, but has not; "
                        + "compile the facade against the version of the library that is there at run time",
                reason);
    }

    private static final MethodHandle MISSING = missingHandle();

    private static MethodHandle missingHandle() {
        try {
            MethodType type = MethodType.methodType(IllegalStateException.class, Throwable.class);
            return LOOKUP.findVirtual(KotlinMethods.class, "exception", type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
