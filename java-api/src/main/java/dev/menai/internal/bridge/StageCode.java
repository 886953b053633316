package dev.menai.internal.bridge;

import dev.menai.engine.bridge.CallContinuation;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** Java code that returns a stage, as the body of a suspend function. */
public final class StageCode {
    private StageCode() {}

    /**
     * Awaits the stage that {@code function} returns. What a call from Java itself asks for, in the step that makes the
     * call, is done without a look at the coroutine's context, which would make it: it is that of the caller.
     */
    public static <T extends @Nullable Object> @Nullable Object await(
            Origin origin,
            Supplier<? extends @Nullable CompletionStage<? extends T>> function,
            Continuation<? super T> end) {
        return end instanceof CallContinuation<?, ?> call && origin.isHere()
                ? JavaBodies.<T>awaitStageOf(call, function, end)
                : JavaBodies.<T>awaitResult(origin, function, end);
    }
}
