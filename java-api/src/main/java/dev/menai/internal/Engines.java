package dev.menai.internal;

import dev.menai.Context;
import dev.menai.EventLoop;
import dev.menai.TaskGroup;
import dev.menai.Timeout;
import dev.menai.engine.context.VarContext;
import dev.menai.engine.groups.TaskGroupScope;
import dev.menai.engine.groups.TimeoutScope;
import dev.menai.engine.loop.Loop;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ways between public objects and the engine's, for the Kotlin part of this module. */
public final class Engines {
    private static volatile @Nullable Function<EventLoop, Loop> loops;
    private static volatile @Nullable Function<TaskGroupScope, TaskGroup> groups;
    private static volatile @Nullable Function<TimeoutScope, Timeout> timeouts;
    private static volatile @Nullable Function<Context, VarContext> contexts;

    private Engines() {}

    /** Called once, by {@code EventLoop} itself. */
    public static void grant(
            Function<EventLoop, Loop> loopWay,
            Function<TaskGroupScope, TaskGroup> groupWay,
            Function<TimeoutScope, Timeout> timeoutWay,
            Function<Context, VarContext> contextWay) {
        loops = loopWay;
        groups = groupWay;
        timeouts = timeoutWay;
        contexts = contextWay;
    }

    public static Loop of(EventLoop loop) {
        return Checks.notNull(loops, "loops").apply(loop);
    }

    public static TaskGroup groupOf(TaskGroupScope scope) {
        return Checks.notNull(groups, "groups").apply(scope);
    }

    public static Timeout timeoutOf(TimeoutScope scope) {
        return Checks.notNull(timeouts, "timeouts").apply(scope);
    }

    public static VarContext of(Context context) {
        EventLoop.shared(); // has granted the ways
        return Checks.notNull(contexts, "contexts").apply(context);
    }
}
