package dev.menai.internal;

import dev.menai.AsyncIterator;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An iteration over what a publisher publishes: each {@code advance} requests one item.
 *
 * <p>The answers are futures of no loop, so that virtual time stands still while an item is on its way. An item belongs
 * to an answer only when that could be completed: until then it stays at the head of {@link #items}. Guarded by its
 * lock; nobody else's code runs under it, answers apart, whose dependents only make tasks ready.
 */
public final class PublishedItems<T> implements AsyncIterator<T>, Flow.Subscriber<T> {
    private final Flow.Publisher<? extends T> publisher;
    private final Queue<T> items = new ArrayDeque<>();
    private boolean isSubscribed;
    private boolean isOver;
    private boolean isClosed;
    private boolean isRequested;
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

    /** Answers the question under way from what is there, or requests an item for it unless one is on its way. */
    private void answerOrRequest() {
        Flow.Subscription request = null;
        synchronized (this) {
            CompletableFuture<Boolean> answer = asked;
            if (answer == null || answer.isDone()) {
                return;
            }
            T item = items.peek();
            if (item != null) {
                current = item;
                if (answer.complete(true)) {
                    items.remove();
                }
            } else if (isOver) {
                Throwable how = failure;
                boolean isTold = how == null ? answer.complete(false) : answer.completeExceptionally(how);
                failure = isTold ? null : how;
            } else if (!isRequested && subscription != null) {
                isRequested = true;
                request = subscription;
            }
        }
        if (request != null) {
            request.request(1);
        }
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
