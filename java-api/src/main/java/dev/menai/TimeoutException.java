package dev.menai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A time was over before something was done. Unlike {@link java.util.concurrent.TimeoutException} it is unchecked, and
 * says which time that was.
 *
 * <p>Its cause is the cancellation with which the work ended, if there was any. Failures of tasks that were cancelled
 * on this occasion are suppressed in it.
 */
public class TimeoutException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration duration;
    private final @Nullable Duration deadline;

    /** Creates an exception for a time that is not a loop's. */
    public TimeoutException(String message) {
        this(message, null, null, null);
    }

    /** Creates an exception for a time of {@code duration} that was over at {@code deadline}, which may be unknown. */
    public TimeoutException(
            String message, @Nullable Duration duration, @Nullable Duration deadline, @Nullable Throwable cause) {
        super(message);
        this.duration = duration;
        this.deadline = deadline;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** Returns how long the time was, or null when only its end was given, or not even that. */
    public @Nullable Duration duration() {
        return duration;
    }

    /** Returns when the time was over, in {@linkplain EventLoop#time() the time of the loop}; null if that is not known. */
    public @Nullable Duration deadline() {
        return deadline;
    }
}
