package dev.menai.internal.iteration;

import dev.menai.AsyncIterator;
import dev.menai.engine.loop.LoopLog;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An iteration over what a publisher publishes: each {@code advance} requests one item.
 *
 * <p>The answers are futures of no loop, so that virtual time stands still while an item is on its way. An item belongs
 * to an answer only when that could be completed: until then it stays at the head of {@link #items}. Guarded by its lock,
 * which is let go of before a subscription or an answer is called. One thread at a time answers: one that asks then,
 * perhaps from within the answer, leaves its question to it.
 */
public final class PublishedItems<T> implements AsyncIterator<T>, Flow.Subscriber<T> {
    private final Flow.Publisher<? extends T> publisher;
    private final Queue<T> items = new ArrayDeque<>();
    private boolean isSubscribed;
    private boolean isOver;
    private boolean isClosed;
    private boolean isRequested;
    private boolean isAnswering;
    private @Nullable Throwable failure;
    private Flow.@Nullable Subscription subscription;
    private @Nullable CompletableFuture<Boolean> asked;
    private @Nullable T current;

    public PublishedItems(Flow.Publisher<? extends T> publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletableFuture<Boolean> advance() {
        CompletableFuture<Boolean> answer = newAnswer();
        boolean isFirst;
        synchronized (this) {
            if (asked != null && !asked.isDone()) {
                throw new IllegalStateException(
                        "advance must be called after the one before has been answered, but was not");
            }
            current = null;
            asked = answer;
            isFirst = !isSubscribed && !isOver;
            isSubscribed = true;
        }
        if (isFirst) {
            publisher.subscribe(this);
        } else {
            answerOrRequest();
        }
        return answer;
    }

    /** What our own publishers publish is no work outside the loops. */
    private CompletableFuture<Boolean> newAnswer() {
        return publisher instanceof Publishing<?> ? Loops.newFuture() : new CompletableFuture<>();
    }

    /** What a question is answered with: that there is an item, a failure, or that there is nothing more. */
    private record Answer(CompletableFuture<Boolean> question, boolean isItem, @Nullable Throwable failure) {
        boolean tell() {
            try {
                return failure == null ? question.complete(isItem) : question.completeExceptionally(failure);
            } catch (Throwable thrown) {
                LoopLog.failure("A function that ran inline failed, and its failure has no text", thrown);
                return true;
            }
        }
    }

    /** Answers the question under way from what is there, or requests an item for it unless one is on its way. */
    private void answerOrRequest() {
        for (Answer answer = beginAnswer(); answer != null; answer = beginAnswer()) {
            endAnswer(answer, answer.tell());
        }
        Flow.Subscription request = beginRequest();
        if (request != null) {
            request.request(1);
        }
    }

    private synchronized @Nullable Answer beginAnswer() {
        CompletableFuture<Boolean> question = pending();
        if (isAnswering || question == null || (items.isEmpty() && !isOver)) {
            return null;
        }
        isAnswering = true;
        current = items.peek();
        return new Answer(question, current != null, current == null ? failure : null);
    }

    private synchronized void endAnswer(Answer answer, boolean isTold) {
        isAnswering = false;
        if (isTold && answer.isItem()) {
            items.poll(); // there is none any more if the iteration has been closed
        } else if (isTold) {
            failure = null;
        }
    }

    private synchronized Flow.@Nullable Subscription beginRequest() {
        if (isAnswering || isRequested || isOver || pending() == null) {
            return null;
        }
        isRequested = subscription != null;
        return subscription;
    }

    private @Nullable CompletableFuture<Boolean> pending() {
        return asked == null || asked.isDone() ? null : asked;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        boolean isUnwanted;
        synchronized (this) {
            isUnwanted = subscription != null || isOver;
            if (!isUnwanted) {
                subscription = Checks.notNull(given, "subscription");
            }
        }
        if (isUnwanted) {
            given.cancel();
        } else {
            answerOrRequest();
        }
    }

    @Override
    public void onNext(T item) {
        synchronized (this) {
            isRequested = false;
            Checks.notNull(item, "item");
            if (isClosed) {
                return;
            }
            items.add(item);
        }
        answerOrRequest();
    }

    @Override
    public void onError(Throwable how) {
        end(Checks.notNull(how, "failure"));
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable how) {
        synchronized (this) {
            if (!isOver) {
                isOver = true;
                failure = how;
            }
        }
        answerOrRequest();
    }

    @Override
    public synchronized T current() {
        if (current == null) {
            throw Checks.noCurrentItem();
        }
        return current;
    }

    @Override
    public CompletableFuture<@Nullable Void> close() {
        Flow.Subscription open;
        synchronized (this) {
            open = isOver ? null : subscription;
            isClosed = true;
            failure = null;
            items.clear();
        }
        end(null);
        if (open != null) {
            open.cancel();
        }
        return CompletableFuture.completedFuture(Checks.<@Nullable Void>nothing());
    }
}
