package dev.menai;

import dev.menai.internal.Checks;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be said about a {@link Runner}, or about {@link Asyncio#run}, before the loop is made. Immutable. */
public final class RunnerOptions {
    private static final RunnerOptions NONE = new RunnerOptions(null, EventLoop::create, Duration.ofSeconds(30));

    private final @Nullable Boolean debug;
    private final Supplier<EventLoop> loopFactory;
    private final Duration shutdownTimeout;

    private RunnerOptions(@Nullable Boolean debug, Supplier<EventLoop> loopFactory, Duration shutdownTimeout) {
        this.debug = debug;
        this.loopFactory = loopFactory;
        this.shutdownTimeout = shutdownTimeout;
    }

    /** Returns options that leave everything at its default: a confined loop, 30 s for the end. */
    public static RunnerOptions defaults() {
        return NONE;
    }

    /** Returns options for a run on a loop that {@code factory} makes; it must be a confined one. */
    public static RunnerOptions onLoop(Supplier<EventLoop> factory) {
        return NONE.withLoopFactory(factory);
    }

    /** Returns these options with debug mode switched on or off, whatever the environment says. */
    public RunnerOptions withDebug(boolean on) {
        return new RunnerOptions(on, loopFactory, shutdownTimeout);
    }

    /** Returns these options with another way to make the loop, which must be a confined one. */
    public RunnerOptions withLoopFactory(Supplier<EventLoop> factory) {
        return new RunnerOptions(debug, Checks.notNull(factory, "factory"), shutdownTimeout);
    }

    /**
     * Returns these options with another time that {@link Runner#close()} may take, which is also how long the end of the
     * process waits for the runner.
     */
    public RunnerOptions withShutdownTimeout(Duration timeout) {
        Checks.notNegativeNanos(timeout, "timeout");
        return new RunnerOptions(debug, loopFactory, timeout);
    }

    /** Returns whether debug mode is to be on, or null if the environment decides. */
    public @Nullable Boolean debug() {
        return debug;
    }

    /** Returns how the loop is made. */
    public Supplier<EventLoop> loopFactory() {
        return loopFactory;
    }

    /** Returns how long the end may take. */
    public Duration shutdownTimeout() {
        return shutdownTimeout;
    }
}
