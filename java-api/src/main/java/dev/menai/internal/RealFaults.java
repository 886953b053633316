package dev.menai.internal;

import dev.menai.ExceptionGroup;
import dev.menai.TimeoutException;
import dev.menai.engine.loop.Faults;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exceptions that the engine throws and does not know. */
public final class RealFaults implements Faults {
    @Override
    public RuntimeException group(String message, List<? extends Throwable> members) {
        return new ExceptionGroup(message, members);
    }

    @Override
    public RuntimeException timeout(String message, @Nullable Long nanos, long deadline, @Nullable Throwable cause) {
        Duration duration = nanos == null ? null : Duration.ofNanos(nanos);
        return new TimeoutException(message, duration, Duration.ofNanos(deadline), cause);
    }
}
