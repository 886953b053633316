package dev.menai.internal;

import dev.menai.Coroutine;
import dev.menai.EventLoop;
import dev.menai.engine.loop.LoopLog;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Debug mode warns of a body whose value is a stage: it was probably meant to be awaited. */
public final class StageValues {
    private StageValues() {}

    public static <T extends @Nullable Object> Callable<T> warnedAbout(EventLoop loop, Coroutine<T> body) {
        if (!loop.isDebug()) {
            return body::run;
        }
        return () -> {
            T value = body.run();
            if (value instanceof CompletionStage<?> stage) {
                LoopLog.warn(
                        "The value of a coroutine body is a stage, which is not awaited: " + stage
                                + ". Probably you want its value: await it in the body, or use createTaskFrom",
                        null);
            }
            return value;
        };
    }
}
