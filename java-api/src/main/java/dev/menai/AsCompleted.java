package dev.menai;

import dev.menai.internal.Checks;
import dev.menai.internal.Waits;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stages in the order in which they are done: what {@link Asyncio#asCompleted} returns.
 *
 * <pre>{@code
 * for (Task<String> task : each(asCompleted(tasks))) {          // the stages themselves
 *     System.out.println(task.result());
 * }
 * for (CompletableFuture<String> next : asCompleted(tasks)) {   // a future of each next value
 *     System.out.println(await(next));
 * }
 * }</pre>
 *
 * <p>In the plain form, the value goes to the future that has been awaited longest, and a future that was cancelled
 * gives its place back. It is one iteration, which both forms share.
 */
public final class AsCompleted<T extends @Nullable Object, F extends CompletionStage<? extends T>>
        implements Iterable<CompletableFuture<T>>, AsyncIterable<F> {
    private final EventLoop loop;
    private final Waits<F> stages;
    private final dev.menai.engine.groups.AsCompleted engine;

    AsCompleted(EventLoop loop, Waits<F> stages, @Nullable Duration timeout) {
        this.loop = loop;
        this.stages = stages;
        Long nanos = timeout == null ? null : Checks.nanos(timeout, "timeout");
        engine = new dev.menai.engine.groups.AsCompleted(loop.engine(), stages.futures(), nanos);
        engine.start();
    }

    @Override
    public Iterator<CompletableFuture<T>> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return engine.hasNext();
            }

            @Override
            public CompletableFuture<T> next() {
                AsyncFuture<T> step = loop.createFuture();
                engine.next(step, AsCompleted::follow);
                return step;
            }
        };
    }

    @SuppressWarnings("unchecked") // a stage of T
    private static <T extends @Nullable Object> void follow(
            dev.menai.engine.tasks.LoopFuture<T> step, CompletableFuture<?> member) {
        dev.menai.engine.groups.AsCompleted.follow(step, (CompletableFuture<T>) member);
    }

    @Override
    public AsyncIterator<F> asyncIterator() {
        return new Iteration();
    }

    private final class Iteration implements AsyncIterator<F> {
        private volatile @Nullable F current;
        private volatile boolean isOver;

        @Override
        public CompletableFuture<Boolean> advance() {
            if (isOver || !engine.hasNext()) {
                return CompletableFuture.completedFuture(false);
            }
            AsyncFuture<Boolean> answer = loop.createFuture();
            engine.next(answer, (step, member) -> {
                current = stages.stageOf(member);
                answer.complete(true);
            });
            return answer;
        }

        @Override
        public F current() {
            F stage = current;
            if (stage == null) {
                throw Checks.noCurrentItem();
            }
            return stage;
        }

        @Override
        public CompletableFuture<@Nullable Void> close() {
            isOver = true;
            return CompletableFuture.completedFuture(Checks.<@Nullable Void>nothing());
        }
    }
}
