package dev.menai.internal;

import dev.menai.EventLoop;
import dev.menai.engine.loop.Loop;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets the Kotlin part of this module reach the engine behind an {@link EventLoop}. */
public final class Engines {
    private static volatile @Nullable Function<EventLoop, Loop> access;

    private Engines() {}

    /** Called once, by {@code EventLoop} itself. */
    public static void grant(Function<EventLoop, Loop> way) {
        access = way;
    }

    public static Loop of(EventLoop loop) {
        return Checks.notNull(access, "access").apply(loop);
    }
}
