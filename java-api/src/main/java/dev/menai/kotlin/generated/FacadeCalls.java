package dev.menai.kotlin.generated;

import dev.menai.EventLoop;
import dev.menai.Outcome;
import dev.menai.engine.loop.ThreadState;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import dev.menai.internal.bridge.Calls;
import dev.menai.internal.bridge.Durations;
import dev.menai.internal.bridge.ValueCall;
import dev.menai.internal.reflection.KotlinMethods;
import dev.menai.kotlin.KotlinFacade;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendCall;
import dev.menai.kotlin.ValueClass;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * What the facades that {@link KotlinFacade} asks for need at run time. Code by hand has {@link Suspend}.
 *
 * <p>A handle is of a method that Java source cannot name. Its reference types are all {@code Object}, so that
 * {@code invokeExact} takes plain variables. If the method is missing, in another version of the library, the handle
 * says so when it is called; the others of its facade go on working.
 */
public final class FacadeCalls {
    /**
     * The version of this class, to which generated classes in other people's jars are bound: what is here is not changed and not
     * taken away, and what is added raises the version.
     */
    private static final int VERSION = 1;

    private FacadeCalls() {}

    /**
     * Called by each generated class as it is loaded: it was generated for this {@code version}.
     *
     * @throws IncompatibleClassChangeError if that is a later one than that of this class
     */
    public static void requireVersion(Class<?> generated, int version) {
        if (version > VERSION) {
            throw new IncompatibleClassChangeError("class " + generated.getName() + " must run with version " + version
                    + " of FacadeCalls, for which it was generated, or a later one, but runs with version " + VERSION
                    + "; use a version of menai that is not older than the menai-facades-processor that generated it");
        }
    }

    /** Returns the handle of a method of instances, which comes first. */
    public static MethodHandle function(Class<?> caller, String owner, String name, String descriptor) {
        return KotlinMethods.of(caller, owner, name, descriptor).method(true);
    }

    /** Returns the handle of a static method. */
    public static MethodHandle staticFunction(Class<?> caller, String owner, String name, String descriptor) {
        return KotlinMethods.of(caller, owner, name, descriptor).method(false);
    }

    /** Returns the handle of a constructor. */
    public static MethodHandle constructor(Class<?> caller, String owner, String descriptor) {
        return KotlinMethods.of(caller, owner, "<init>", descriptor).constructor();
    }

    /**
     * Returns the handle of a method with its defaults: {@code masks} ints at the end say which arguments are absent.
     */
    public static MethodHandle withDefaults(Class<?> caller, String owner, String name, String descriptor, int masks) {
        return KotlinMethods.of(caller, owner, name, descriptor).methodWithDefaults(masks, true);
    }

    /** As {@link #withDefaults}, for a static method. */
    public static MethodHandle staticWithDefaults(
            Class<?> caller, String owner, String name, String descriptor, int masks) {
        return KotlinMethods.of(caller, owner, name, descriptor).methodWithDefaults(masks, false);
    }

    /** As {@link #withDefaults}, for a constructor. */
    public static MethodHandle constructorWithDefaults(Class<?> caller, String owner, String descriptor, int masks) {
        return KotlinMethods.of(caller, owner, "<init>", descriptor).constructorWithDefaults(masks);
    }

    /** Rethrows what a handle threw, the same instance. */
    public static RuntimeException rethrown(Throwable failure) {
        throw Checks.sneaky(failure);
    }

    /** Returns {@code object} as what the signature of its origin says it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"
    }) // the caller has the type from that signature
    public static <T extends @Nullable Object> T cast(@Nullable Object object) {
        return (T) object;
    }

    /**
     * Returns {@code continuation} as the one that a signature asks for: of {@code Object}, or of a {@code List<?
     * extends User>} where the facade has a {@code List<User>}. What it is given is the same.
     */
    @SuppressWarnings("unchecked")
    public static <T extends @Nullable Object> Continuation<T> continuation(Continuation<?> continuation) {
        return (Continuation<T>) continuation;
    }

    /**
     * Returns a future of what {@code conversion} makes of the value of {@code call}, which nobody else has. It ends when the
     * call does, a cancelled one included.
     */
    public static <A extends @Nullable Object, B extends @Nullable Object> CompletableFuture<B> converted(
            CompletableFuture<A> call, Function<? super A, ? extends B> conversion) {
        return Calls.converted(call, conversion);
    }

    /** Applies {@code conversion} to what is not null. */
    public static <A, R> @Nullable R mapped(@Nullable A value, Function<? super A, ? extends R> conversion) {
        return value == null ? null : conversion.apply(value);
    }

    /** Returns {@link ValueClass#of} a class that may be generic. */
    @SuppressWarnings("unchecked")
    public static <V> ValueClass<V> valueClass(Class<? super V> type) {
        return (ValueClass<V>) ValueClass.of(type);
    }

    /**
     * As {@link Suspend#callValue}, of a function that never returns null: if null arrives, it is inside of the object.
     */
    public static <V> CompletableFuture<V> callPresentValue(
            ValueClass<V> type, SuspendCall<V, ? extends Exception> call) {
        ThreadState state = ThreadState.current();
        return Calls.inPlace(state, new ValueCall<>(state, null, type, false), call);
    }

    /** Returns the value of a {@code kotlin.Result}, or throws its failure. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"}) // the value of a Result may be null
    public static <T extends @Nullable Object> T value(@Nullable Object result) {
        ResultKt.throwOnFailure(result);
        return cast(result);
    }

    /** Returns an outcome as Kotlin functions take a {@code kotlin.Result}: the bare value, or its failure. */
    public static @Nullable Object result(Outcome<?> outcome) {
        Throwable failure = outcome.exception();
        return failure == null ? outcome.value() : ResultKt.createFailure(failure);
    }

    /** Waits for a call, as {@link Suspend#block} does. */
    public static <T extends @Nullable Object> T joined(CompletableFuture<T> call) throws InterruptedException {
        return Calls.joined(call);
    }

    /** Returns the current loop, or the shared one. */
    public static EventLoop loop() {
        return Loops.current();
    }

    /** Returns a duration as an object of Kotlin. */
    public static kotlin.time.Duration toKotlin(Duration duration) {
        return (kotlin.time.Duration) Durations.toKotlin(duration);
    }

    /** Returns a duration as Kotlin functions take it. */
    public static long toKotlinValue(Duration duration) {
        return Durations.toKotlinValue(duration);
    }

    /** Returns an object of Kotlin as a duration. */
    public static Duration toJava(kotlin.time.Duration duration) {
        return Durations.toJava(duration);
    }

    /** Returns what a Kotlin function returned as a duration. */
    public static Duration toJavaValue(long duration) {
        return Durations.toJavaValue(duration);
    }
}
