package dev.menai;

import dev.menai.internal.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be said about a {@link TaskGroup} when it is opened. Immutable. */
public final class TaskGroupOptions {
    private static final TaskGroupOptions NONE = new TaskGroupOptions(null, null);

    private final @Nullable String name;
    private final @Nullable Duration timeout;

    private TaskGroupOptions(@Nullable String name, @Nullable Duration timeout) {
        this.name = name;
        this.timeout = timeout;
    }

    /** Returns options that leave everything at its default: no name, no limit of time. */
    public static TaskGroupOptions defaults() {
        return NONE;
    }

    /** Returns options for a group of the given name, which is part of its messages. */
    public static TaskGroupOptions named(String name) {
        return NONE.withName(name);
    }

    /** Returns options for a group that fails with a {@link TimeoutException} when it has not ended in time. */
    public static TaskGroupOptions within(Duration timeout) {
        return NONE.withTimeout(timeout);
    }

    /** Returns these options with another name. */
    public TaskGroupOptions withName(String newName) {
        return new TaskGroupOptions(Checks.notNull(newName, "name"), timeout);
    }

    /** Returns these options with another time within which the group must end. */
    public TaskGroupOptions withTimeout(Duration newTimeout) {
        return new TaskGroupOptions(name, Checks.notNull(newTimeout, "timeout"));
    }

    /** Returns the name that was given, or null. */
    public @Nullable String name() {
        return name;
    }

    /** Returns the time that was given, or null. */
    public @Nullable Duration timeout() {
        return timeout;
    }
}
