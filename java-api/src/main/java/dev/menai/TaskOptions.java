package dev.menai;

import dev.menai.engine.tasks.LoopFuture;
import dev.menai.internal.Checks;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be said about a task when it is created. Immutable. */
public final class TaskOptions {
    private static final TaskOptions NONE = new TaskOptions(null, null, null, null);

    private final @Nullable String name;
    private final @Nullable Context context;
    private final @Nullable Boolean eager;
    private final @Nullable Consumer<LoopFuture<?>> born;

    private TaskOptions(
            @Nullable String name,
            @Nullable Context context,
            @Nullable Boolean eager,
            @Nullable Consumer<LoopFuture<?>> born) {
        this.name = name;
        this.context = context;
        this.eager = eager;
        this.born = born;
    }

    /** Returns options that leave everything at its default. */
    public static TaskOptions defaults() {
        return NONE;
    }

    /** Returns options for a task of the given name. */
    public static TaskOptions named(String name) {
        return NONE.withName(name);
    }

    /** Returns options for a task that runs in the given context itself, not in a copy of the current one. */
    public static TaskOptions inContext(Context context) {
        return NONE.withContext(context);
    }

    /** Returns these options with another name. */
    public TaskOptions withName(String newName) {
        return new TaskOptions(Checks.notNull(newName, "name"), context, eager, born);
    }

    /** Returns these options with another context. */
    public TaskOptions withContext(Context newContext) {
        return new TaskOptions(name, Checks.notNull(newContext, "context"), eager, born);
    }

    /**
     * Returns these options with the wish that the body runs up to its first wait inside {@code createTask}, or that it
     * does not, whatever the {@linkplain TaskFactory task factory} does by default. Without effect where no step of a
     * confined loop is running: the body then starts soon.
     */
    public TaskOptions withEager(boolean isEager) {
        return new TaskOptions(name, context, isEager, born);
    }

    /** Returns these options for a task of which {@code newBorn} hears before its first step. */
    TaskOptions withBorn(Consumer<LoopFuture<?>> newBorn) {
        return new TaskOptions(name, context, eager, newBorn);
    }

    @Nullable
    Consumer<LoopFuture<?>> born() {
        return born;
    }

    /** Returns the name that was given, or null. */
    public @Nullable String name() {
        return name;
    }

    /** Returns the context that was given, or null. */
    public @Nullable Context context() {
        return context;
    }

    /** Returns whether the body is to start inside {@code createTask}, or null if nothing was said about it. */
    public @Nullable Boolean eager() {
        return eager;
    }
}
