package dev.menai.internal.iteration;

import dev.menai.AsyncFuture;
import dev.menai.AsyncIterator;
import dev.menai.engine.iteration.Handover;
import dev.menai.engine.tasks.LoopFuture;
import dev.menai.internal.Loops;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An iteration whose items come from a task. */
public final class HandedOver<T extends @Nullable Object> implements AsyncIterator<T> {
    private final Handover<T> handover;
    private @Nullable AsyncFuture<@Nullable Void> closed;

    /** Creates an iteration over the items that the task which {@code start} starts offers. */
    public HandedOver(Function<Handover<T>, LoopFuture<?>> start) {
        handover = new Handover<>(() -> start.apply(own()));
    }

    private Handover<T> own() {
        return handover;
    }

    @Override
    public AsyncFuture<Boolean> advance() {
        AsyncFuture<Boolean> answer = Loops.newFuture();
        handover.ask(answer);
        return answer;
    }

    @Override
    public T current() {
        return handover.item();
    }

    @Override
    public AsyncFuture<@Nullable Void> close() {
        AsyncFuture<@Nullable Void> done;
        synchronized (this) {
            if (closed != null) {
                return closed;
            }
            done = Loops.newFuture();
            closed = done;
        }
        handover.close(done);
        return done;
    }
}
