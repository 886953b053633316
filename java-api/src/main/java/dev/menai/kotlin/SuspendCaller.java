package dev.menai.kotlin;

import dev.menai.EventLoop;
import dev.menai.engine.bridge.CallContinuation;
import dev.menai.engine.loop.Loop;
import dev.menai.internal.Calls;
import dev.menai.internal.Calls.Call;
import dev.menai.internal.Checks;
import dev.menai.internal.Engines;
import dev.menai.internal.Loops;
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
        return made(new Call<T, T>(engine()), call);
    }

    /** As {@link Suspend#call(ScopedSuspendCall)}, in this place. */
    public <T extends @Nullable Object> CompletableFuture<T> call(ScopedSuspendCall<T, ? extends Exception> call) {
        return Calls.inCoroutine(new Call<T, T>(engine()), context, isHere(), Checks.notNull(call, "call"));
    }

    /** As {@link Suspend#run}, in this place. */
    public CompletableFuture<@Nullable Void> run(SuspendCall<Unit, ? extends Exception> call) {
        return made(new UnitCall(engine()), call);
    }

    /** As {@link Suspend#callResult}, in this place. */
    public <T extends @Nullable Object> CompletableFuture<T> callResult(
            SuspendCall<Result<T>, ? extends Exception> call) {
        return made(new Call<Result<T>, T>(engine()), call);
    }

    /** As {@link Suspend#callValue}, in this place. */
    public <V extends @Nullable Object> CompletableFuture<V> callValue(
            ValueClass<V> type, SuspendCall<V, ? extends Exception> call) {
        return made(new ValueCall<>(engine(), Checks.notNull(type, "type")), call);
    }

    /** As {@link Suspend#block}, in this place. */
    public <T extends @Nullable Object, X extends Exception> T block(SuspendCall<T, X> call)
            throws X, InterruptedException {
        return Calls.joined(made(new Call<T, T>(engine()), call));
    }

    private Loop engine() {
        return loop == null ? Loops.engine() : Engines.of(loop);
    }

    private <T extends @Nullable Object, F extends @Nullable Object> CompletableFuture<F> made(
            CallContinuation<T, F> continuation, SuspendCall<T, ? extends Exception> call) {
        Checks.notNull(call, "call");
        return context == null && isHere()
                ? Calls.inPlace(continuation, call)
                : Calls.inCoroutine(continuation, context, false, (scope, end) -> call.invoke(end));
    }

    /** Whether a call may begin in the code that makes it. */
    private boolean isHere() {
        return loop == null || Loops.mayBegin(loop);
    }

    private static final class UnitCall extends Call<Unit, @Nullable Void> {
        UnitCall(Loop loop) {
            super(loop);
        }

        @Override
        protected @Nullable Void converted(@Nullable Object value) {
            return null;
        }
    }

    private static final class ValueCall<V extends @Nullable Object> extends Call<V, V> {
        private final ValueClass<V> type;

        ValueCall(Loop loop, ValueClass<V> type) {
            super(loop);
            this.type = type;
        }

        @Override
        @SuppressWarnings("NullAway") // null is the value of a function that may return null
        protected V converted(@Nullable Object value) {
            return value == null ? null : type.boxed(value);
        }
    }
}
