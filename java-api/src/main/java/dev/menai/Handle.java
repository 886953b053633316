package dev.menai;

import dev.menai.engine.loop.LoopCallback;

/** A callback that an {@link EventLoop} is to run once. Thread-safe. */
public class Handle {
    private final LoopCallback callback;

    Handle(LoopCallback callback) {
        this.callback = callback;
        callback.facade = this;
    }

    /** Keeps the callback from running; has no effect once it has started. */
    public void cancel() {
        callback.cancel();
    }

    /** Returns whether {@link #cancel} has kept the callback from running. */
    public boolean isCancelled() {
        return callback.isCancelled();
    }

    /** Returns the context in which the callback runs. */
    public Context context() {
        return Context.of(callback.context);
    }

    @Override
    public String toString() {
        return "Handle[" + callback + "]";
    }
}
