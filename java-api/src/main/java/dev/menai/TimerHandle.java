package dev.menai;

import dev.menai.engine.loop.LoopTimer;
import java.time.Duration;

/** A callback that an {@link EventLoop} is to run once, at a time. */
public final class TimerHandle extends Handle {
    private final LoopTimer timer;

    TimerHandle(LoopTimer timer) {
        super(timer);
        this.timer = timer;
    }

    /** Returns the time of the loop at which the callback is due. */
    public Duration when() {
        return Duration.ofNanos(timer.deadline);
    }
}
