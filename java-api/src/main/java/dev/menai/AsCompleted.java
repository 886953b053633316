package dev.menai;

import dev.menai.internal.Checks;
import dev.menai.internal.groups.Waits;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stages in the order in which they are done: what {@link Asyncio#asCompleted} returns.
 *
 * <pre>{@code
 * for (Task<String> task : each(asCompleted(tasks))) { // the stages themselves
 *     System.out.println(task.result());
 * }
 * for (AsyncFuture<String> next : asCompleted(tasks).futures()) {   // a future of each next value
 *     System.out.println(await(next));
 * }
 * }</pre>
 *
 * <p>A value goes to the future that has been awaited longest, and a future that was cancelled gives its place back;
 * futures that nobody awaits get theirs when all stages are done. It is one iteration, which both forms share.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, wait and asCompleted (ASC).
 */
public final class AsCompleted<T extends @Nullable Object, F extends CompletionStage<? extends T>>
        implements AsyncIterable<F> {
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

    /** Returns a future of each next value, as many as there are stages. */
    public Iterable<AsyncFuture<T>> futures() {
        return Steps::new;
    }

    private final class Steps implements Iterator<AsyncFuture<T>> {
        @Override
        public boolean hasNext() {
            return engine.hasNext();
        }

        @Override
        public AsyncFuture<T> next() {
            AsyncFuture<T> step = loop.createFuture();
            if (!engine.next(step, AsCompleted::follow)) {
                throw new NoSuchElementException("asCompleted has handed out all of its stages");
            }
            return step;
        }
    }

    @SuppressWarnings("unchecked") // a stage of T
    private static <T extends @Nullable Object> void follow(
            dev.menai.engine.tasks.LoopFuture<T> step, CompletableFuture<?> member) {
        dev.menai.engine.groups.AsCompleted.follow(step, (CompletableFuture<T>) member);
    }

    @Override
    public AsyncIterator<F> asyncIterator() {
        engine.begin();
        return new Iteration();
    }

    private final class Iteration implements AsyncIterator<F> {
        private volatile @Nullable F current;
        private volatile boolean isOver;

        @Override
        public CompletableFuture<Boolean> advance() {
            AsyncFuture<Boolean> answer = loop.createFuture();
            boolean isAsked = !isOver
                    && engine.next(answer, (step, member) -> {
                        current = stages.stageOf(member);
                        answer.complete(true);
                    });
            if (!isAsked) {
                answer.complete(false);
            }
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
            if (!isOver) {
                isOver = true;
                engine.end();
            }
            return CompletableFuture.completedFuture(Checks.<@Nullable Void>nothing());
        }
    }
}
