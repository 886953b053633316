package dev.menai.internal.bridge;

import dev.menai.AsyncFuture;
import dev.menai.engine.bridge.CallContinuation;
import dev.menai.engine.bridge.ConvertedCall;
import dev.menai.engine.context.VarContext;
import dev.menai.engine.loop.Loop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.BlockingRefused;
import dev.menai.engine.tasks.LoopFuture;
import dev.menai.engine.tasks.Outcome;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import dev.menai.kotlin.ScopedSuspendCall;
import dev.menai.kotlin.SuspendCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineScopeKt;
import org.jspecify.annotations.Nullable;

/** Suspend calls, as the public classes make them. */
public final class Calls {
    private Calls() {}

    /** A call whose caller gets what the function returns. */
    public static class Call<T extends @Nullable Object, F extends @Nullable Object> extends CallContinuation<T, F> {
        /** A call by the code whose thread has {@code state}: made elsewhere, or in the code itself. */
        public Call(ThreadState state, @Nullable Loop elsewhere) {
            super(state, elsewhere);
        }

        @Override
        protected LoopFuture<F> newFuture(Loop loop) {
            return Loops.of(loop).createFuture();
        }
    }

    /** Makes {@code call} here and now, in a context of its own. */
    @SuppressWarnings("NullAway") // what stands for a kotlin.Result may be null
    public static <T extends @Nullable Object, F extends @Nullable Object> CompletableFuture<F> inPlace(
            ThreadState state, CallContinuation<T, F> continuation, SuspendCall<T, ? extends Exception> call) {
        VarContext outer = state.enterCopy();
        Object value;
        try {
            value = call.invoke(continuation);
        } catch (Throwable failure) {
            return continuation.thrown(state, outer, failure);
        }
        return continuation.returned(state, outer, value);
    }

    /** Makes {@code call} where {@code context} says, or else on the loop. */
    public static <T extends @Nullable Object, F extends @Nullable Object> CompletableFuture<F> elsewhere(
            CallContinuation<T, F> continuation,
            @Nullable CoroutineContext context,
            SuspendCall<T, ? extends Exception> call) {
        CoroutineContext given = context == null ? EmptyCoroutineContext.INSTANCE : context;
        return continuation.start(given, end -> {
            try {
                return call.invoke(forAll(end));
            } catch (Exception failure) {
                throw Checks.sneaky(failure);
            }
        });
    }

    /** Returns {@code call} as one that gives a scope, and ends when what was started in that has. */
    public static <T extends @Nullable Object> SuspendCall<T, Exception> scoped(
            ScopedSuspendCall<T, ? extends Exception> call) {
        return continuation -> CoroutineScopeKt.coroutineScope(
                (scope, end) -> {
                    try {
                        return call.invoke(scope, forAll(end));
                    } catch (Exception failure) {
                        throw Checks.sneaky(failure);
                    }
                },
                continuation);
    }

    @SuppressWarnings("unchecked") // it takes what is more than a T, and so each T
    private static <T extends @Nullable Object> Continuation<T> forAll(Continuation<? super T> continuation) {
        return (Continuation<T>) continuation;
    }

    /** Returns a future of what {@code conversion} makes of the value of {@code call}; it ends when the call does. */
    public static <A extends @Nullable Object, B extends @Nullable Object> CompletableFuture<B> converted(
            CompletableFuture<A> call, Function<? super A, ? extends B> conversion) {
        if (call.isDone() && !call.isCompletedExceptionally()) {
            return call.thenApply(conversion);
        }
        AsyncFuture<B> outer = Loops.newFuture(call);
        ConvertedCall.start(call, outer, conversion);
        return outer;
    }

    /** Waits for {@code future}; a call that would block a loop is cancelled. */
    public static <T extends @Nullable Object> T joined(CompletableFuture<T> future) throws InterruptedException {
        if (future instanceof AsyncFuture<T> pending && !future.isDone()) {
            try {
                BlockingRefused.check(pending, "Suspend.block");
            } catch (IllegalStateException refused) {
                pending.cancel("it would have blocked an event loop");
                throw refused;
            }
        }
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw Checks.sneaky(Outcome.failureOf(future));
        }
    }
}
