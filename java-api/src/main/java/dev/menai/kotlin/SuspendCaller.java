package dev.menai.kotlin;

import dev.menai.EventLoop;
import dev.menai.engine.bridge.CallContinuation;
import dev.menai.engine.loop.Loop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.internal.Checks;
import dev.menai.internal.Engines;
import dev.menai.internal.bridge.Calls;
import dev.menai.internal.bridge.Calls.Call;
import dev.menai.internal.bridge.ValueCall;
import java.util.concurrent.CompletableFuture;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** Calls suspend functions in a place of its own: a loop, an executor, a coroutine context. See {@link Suspend#on}. */
public final class SuspendCaller {
    /** Makes calls where it is called itself, on the current loop. */
    static final SuspendCaller HERE = new SuspendCaller(null, null);

    private final @Nullable EventLoop loop;
    private final @Nullable CoroutineContext context;

    /**
     * @param loop that of the futures and of the calls; null is the current one
     * @param context what calls have beyond their loop; null if they need no context of their own
     */
    SuspendCaller(@Nullable EventLoop loop, @Nullable CoroutineContext context) {
        this.loop = loop;
        this.context = context;
    }

    /** As {@link Suspend#call(SuspendCall)}, in this place. */
    public <T extends @Nullable Object> CompletableFuture<T> call(SuspendCall<T, ? extends Exception> call) {
        ThreadState state = ThreadState.current();
        Loop elsewhere = elsewhere(state);
        return made(state, elsewhere, new Call<T, T>(state, elsewhere), call);
    }

    /** As {@link Suspend#call(ScopedSuspendCall)}, in this place. */
    public <T extends @Nullable Object> CompletableFuture<T> call(ScopedSuspendCall<T, ? extends Exception> call) {
        ThreadState state = ThreadState.current();
        Loop elsewhere = elsewhere(state);
        return made(state, elsewhere, new Call<T, T>(state, elsewhere), Calls.scoped(Checks.notNull(call, "call")));
    }

    /** As {@link Suspend#run}, in this place. */
    public CompletableFuture<@Nullable Void> run(SuspendCall<Unit, ? extends Exception> call) {
        ThreadState state = ThreadState.current();
        Loop elsewhere = elsewhere(state);
        return made(state, elsewhere, new UnitCall(state, elsewhere), call);
    }

    /** As {@link Suspend#callResult}, in this place. */
    public <T extends @Nullable Object> CompletableFuture<T> callResult(
            SuspendCall<Result<T>, ? extends Exception> call) {
        ThreadState state = ThreadState.current();
        Loop elsewhere = elsewhere(state);
        return made(state, elsewhere, new Call<Result<T>, T>(state, elsewhere), call);
    }

    /** As {@link Suspend#callValue}, in this place. */
    public <V extends @Nullable Object> CompletableFuture<V> callValue(
            ValueClass<V> type, SuspendCall<V, ? extends Exception> call) {
        Checks.notNull(type, "type");
        ThreadState state = ThreadState.current();
        Loop elsewhere = elsewhere(state);
        return made(state, elsewhere, new ValueCall<>(state, elsewhere, type, true), call);
    }

    /** As {@link Suspend#block}, in this place. */
    public <T extends @Nullable Object, X extends Exception> T block(SuspendCall<T, X> call)
            throws X, InterruptedException {
        return Calls.joined(call(call));
    }

    /** Returns the loop that a call must go to, or null if it may begin in the code that makes it. */
    private @Nullable Loop elsewhere(ThreadState state) {
        if (loop == null) {
            return null;
        }
        Loop engine = Engines.of(loop);
        return state.loop == engine ? null : engine;
    }

    private <T extends @Nullable Object, F extends @Nullable Object> CompletableFuture<F> made(
            ThreadState state,
            @Nullable Loop elsewhere,
            CallContinuation<T, F> continuation,
            SuspendCall<T, ? extends Exception> call) {
        Checks.notNull(call, "call");
        return context == null && elsewhere == null
                ? Calls.inPlace(state, continuation, call)
                : Calls.elsewhere(continuation, context, call);
    }

    private static final class UnitCall extends Call<Unit, @Nullable Void> {
        UnitCall(ThreadState state, @Nullable Loop elsewhere) {
            super(state, elsewhere);
        }

        @Override
        protected @Nullable Void converted(@Nullable Object value) {
            return null;
        }
    }
}
