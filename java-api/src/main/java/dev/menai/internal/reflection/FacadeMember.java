package dev.menai.internal.reflection;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.LinearTask;
import dev.menai.internal.Checks;
import dev.menai.internal.bridge.Calls;
import dev.menai.internal.bridge.FlowItemsKt;
import dev.menai.internal.bridge.States;
import dev.menai.internal.reflection.Implementing.Member;
import dev.menai.kotlin.StateView;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.ValueClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.StateFlow;
import org.jspecify.annotations.Nullable;

/** A method of a Java interface, and how a Kotlin function stands for it. */
final class FacadeMember {
    private final Method method;

    FacadeMember(Method method) {
        this.method = method;
    }

    // which function

    /** Returns this method as done by {@code target}, or null if it has no function for it. */
    @Nullable
    Member boundTo(Object target) {
        return functions(target)
                .filter(this::accepts)
                .min(Comparator.comparingInt(this::distance))
                .map(signature -> bound(target, signature))
                .orElse(null);
    }

    /** The functions of this name, always in the same order. */
    private Stream<KotlinSignature> functions(Object target) {
        Map<TypeVariable<?>, Type> arguments = KotlinTypes.argumentsIn(target.getClass());
        return Arrays.stream(target.getClass().getMethods())
                .filter(function -> !Modifier.isStatic(function.getModifiers()) && !function.isSynthetic())
                .sorted(Comparator.comparing(Method::toString))
                .map(function -> KotlinSignature.of(function, arguments))
                .filter(function -> function.name().equals(method.getName()));
    }

    private boolean accepts(KotlinSignature function) {
        Class<?>[] given = method.getParameterTypes();
        if (given.length != function.parameters().size()) {
            return false;
        }
        for (int at = 0; at < given.length; at++) {
            if (KotlinTypes.argumentConversion(given[at], function.parameters().get(at)) == null) {
                return false;
            }
        }
        return function.isUnit() || fits(returned(function), function);
    }

    /** Whether the method returns the call of a function that suspends, and not its value. */
    private boolean isCall(KotlinSignature function) {
        Class<?> returned = method.getReturnType();
        return function.isSuspend() && returned != Object.class && returned.isAssignableFrom(CompletableFuture.class);
    }

    /** The class that the Java method returns, or that is in the future which it returns. */
    private Class<?> returned(KotlinSignature function) {
        if (!isCall(function)) {
            return method.getReturnType();
        }
        return method.getGenericReturnType() instanceof ParameterizedType future
                ? KotlinTypes.erasure(future.getActualTypeArguments()[0])
                : Object.class;
    }

    private static boolean fits(Class<?> wanted, KotlinSignature function) {
        Class<?> given = function.resultClass();
        boolean isNothing = given == Object.class && wanted == Void.class; // it never returns
        return wanted == void.class
                || isNothing
                || KotlinTypes.wrapped(wanted).isAssignableFrom(KotlinTypes.wrapped(given))
                || KotlinTypes.isInside(given, wanted)
                || function.result() instanceof TypeVariable<?>
                || (wanted == AsyncIterable.class && Flow.class.isAssignableFrom(given))
                || (wanted == StateView.class && StateFlow.class.isAssignableFrom(given));
    }

    /** A value class that the method knows is meant by the function that is mangled for it. */
    private int distance(KotlinSignature function) {
        boolean knowsValueClass = Arrays.stream(method.getParameterTypes()).anyMatch(KotlinTypes::isValueClass);
        return function.isMangled() == knowsValueClass ? 0 : 1;
    }

    // calling it

    private Member bound(Object target, KotlinSignature function) {
        MethodHandle handle = handle(function.method());
        List<Conversion> conversions = new ArrayList<>();
        for (int at = 0; at < function.parameters().size(); at++) {
            conversions.add(Checks.notNull(
                    KotlinTypes.argumentConversion(
                            method.getParameterTypes()[at],
                            function.parameters().get(at)),
                    "conversion"));
        }
        if (!function.isSuspend()) {
            Class<?> wanted = method.getReturnType();
            return (proxy, arguments) -> shown(wanted, invoke(handle, target, conversions, arguments, null));
        }
        if (isCall(function)) {
            return (proxy, arguments) -> {
                Object call = call(handle, target, conversions, arguments, function);
                return call;
            };
        }
        return (proxy, arguments) -> valueOf(call(handle, target, conversions, arguments, function));
    }

    /** Waits for a call where the method has been called: in a linear body without blocking its loop. */
    private static @Nullable Object valueOf(CompletableFuture<@Nullable Object> call) throws InterruptedException {
        return ThreadState.current().task instanceof LinearTask<?> ? Asyncio.await(call) : Calls.joined(call);
    }

    private static MethodHandle handle(Method function) {
        if (!function.trySetAccessible()) {
            throw new IllegalArgumentException("functions of kotlinObject must be accessible, but " + function
                    + " is not; open its package to dev.menai");
        }
        try {
            MethodHandle handle = MethodHandles.lookup().unreflect(function);
            return handle.asSpreader(Object[].class, handle.type().parameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException refused) {
            throw new IllegalArgumentException("functions of kotlinObject must be accessible, but are not", refused);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what the function returns, whatever it is
    private CompletableFuture<@Nullable Object> call(
            MethodHandle handle,
            Object target,
            List<Conversion> conversions,
            @Nullable Object[] arguments,
            KotlinSignature function) {
        if (function.isUnit()) {
            return (CompletableFuture) Suspend.run(end -> invoke(handle, target, conversions, arguments, end));
        }
        Class<?> result = function.resultClass();
        Class<?> wanted = returned(function);
        if (KotlinTypes.isValueClass(result) && KotlinTypes.isValueClass(wanted)) {
            return Suspend.callValue(
                    (ValueClass<@Nullable Object>) ValueClass.of(result),
                    end -> invoke(handle, target, conversions, arguments, end));
        }
        CompletableFuture<@Nullable Object> call =
                Suspend.call(end -> invoke(handle, target, conversions, arguments, end));
        return Flow.class.isAssignableFrom(result) ? Calls.converted(call, value -> shown(wanted, value)) : call;
    }

    private static @Nullable Object invoke(
            MethodHandle handle,
            Object target,
            List<Conversion> conversions,
            @Nullable Object[] arguments,
            @Nullable Continuation<?> end) {
        @Nullable Object[] all = new @Nullable Object[1 + conversions.size() + (end == null ? 0 : 1)];
        all[0] = target;
        for (int at = 0; at < conversions.size(); at++) {
            all[at + 1] = conversions.get(at).of(arguments[at]);
        }
        if (end != null) {
            all[all.length - 1] = end;
        }
        try {
            return (Object) handle.invokeExact(all);
        } catch (Throwable failure) {
            throw Checks.sneaky(failure);
        }
    }

    /** Returns what a function returned as the method shows it. */
    private static @Nullable Object shown(Class<?> wanted, @Nullable Object value) {
        if (value instanceof StateFlow<?> state && wanted == StateView.class) {
            return States.readOnly(state);
        }
        if (value instanceof Flow<?> flow && wanted == AsyncIterable.class) {
            return FlowItemsKt.itemsOf(flow);
        }
        return KotlinTypes.isValueClass(wanted) ? KotlinTypes.boxing(wanted).of(value) : value;
    }

    // what to say

    /** Says which method has no function, and what functions of the name there are. */
    String wanted(Object target) {
        String found = functions(target).map(FacadeMember::text).collect(Collectors.joining(", "));
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return method.getReturnType().getSimpleName() + " " + method.getName() + "(" + parameters + ")"
                + (found.isEmpty() ? "" : ", only " + found);
    }

    private static String text(KotlinSignature function) {
        return (function.isSuspend() ? "suspend " : "") + "fun " + function.name() + "(" + function.list() + "): "
                + function.resultClass().getSimpleName();
    }
}
