package dev.menai.internal.iteration;

import dev.menai.AsyncFuture;
import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.ExceptionContext;
import dev.menai.Task;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.engine.tasks.Outcome;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Publishes the items of an iterable: each subscription is a task that iterates when items are requested. */
public final class Publishing<T> implements Flow.Publisher<T> {
    private final AsyncIterable<? extends T> source;

    public Publishing(AsyncIterable<? extends T> source) {
        this.source = source;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Checks.notNull(subscriber, "subscriber");
        new Subscription(Loops.current(), subscriber).begin();
    }

    /**
     * Guarded by its lock, which is let go of before the subscriber or a future is called. The iteration gets one cancellation
     * only: as a request, or, when it has to be stopped by the subscriber that it calls, where it yields.
     */
    private final class Subscription implements Flow.Subscription {
        private final EventLoop loop;
        private final Flow.Subscriber<? super T> subscriber;
        private long requested;
        private boolean isCancelled;

        /** Whether the iteration has been asked to end: it does where it yields, unless it has got the request. */
        private volatile boolean isStopped;

        private @Nullable IllegalArgumentException badRequest;
        private @Nullable AsyncFuture<@Nullable Void> demand;
        private @Nullable Task<?> task;

        Subscription(EventLoop loop, Flow.Subscriber<? super T> subscriber) {
            this.loop = loop;
            this.subscriber = subscriber;
        }

        void begin() {
            subscriber.onSubscribe(this);
            Task<?> iteration;
            try {
                iteration = loop.createTask("publisher", this::publish);
            } catch (RuntimeException refused) {
                subscriber.onError(refused);
                return;
            }
            iteration.addDoneCallback(this::ended);
            boolean isUnwanted;
            synchronized (this) {
                task = iteration;
                isUnwanted = isCancelled || badRequest != null;
            }
            if (isUnwanted) {
                stop(iteration, "it was not wanted any more before it started");
            }
        }

        private void stop(@Nullable Task<?> iteration, String reason) {
            if (iteration == null) {
                return; // begin() does it
            }
            if (loop.currentTask() != iteration) {
                iteration.cancel(reason);
            }
            isStopped = true; // only now: who sees it finds the request, or has got it
        }

        private void publish() {
            source.forEach(item -> {
                awaitDemand();
                subscriber.onNext(Checks.notNull(item, "an item that is published"));
                requireWanted();
            });
        }

        /** The last signal, unless the subscriber wants none any more. */
        private void ended(AsyncFuture<?> iteration) {
            Throwable failure = iteration.isCompletedExceptionally() ? Outcome.failureOf(iteration) : null;
            boolean isUnwanted;
            synchronized (this) {
                isUnwanted = isCancelled;
                isCancelled = true;
                failure = badRequest == null ? failure : badRequest;
            }
            if (isUnwanted) {
                if (failure != null && !(failure instanceof CancellationException)) {
                    loop.callExceptionHandler(
                            ExceptionContext.of("Exception after the cancellation of a subscription", failure));
                }
            } else if (failure == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(failure);
            }
        }

        private void requireWanted() {
            if (!isStopped) {
                return;
            }
            CancellationException request = Awaiting.takePending();
            throw request == null ? new CancellationException("the subscription was cancelled") : request;
        }

        private void awaitDemand() {
            AsyncFuture<@Nullable Void> wait = null;
            requireWanted();
            synchronized (this) {
                if (requested == 0) {
                    wait = loop.createFuture();
                    demand = wait;
                }
            }
            if (wait != null) {
                Asyncio.await(wait);
            }
            requireWanted();
            synchronized (this) {
                if (requested != Long.MAX_VALUE) {
                    requested--;
                }
            }
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                refuse(count);
                return;
            }
            AsyncFuture<@Nullable Void> wait;
            synchronized (this) {
                if (isCancelled || badRequest != null) {
                    return;
                }
                requested = requested + count < 0 ? Long.MAX_VALUE : requested + count;
                wait = demand;
                demand = null;
            }
            if (wait != null) {
                wait.complete(Checks.<@Nullable Void>nothing());
            }
        }

        /** Ends the iteration where it waits or yields: no item goes to a subscriber that has asked for none. */
        private void refuse(long count) {
            Task<?> iteration;
            synchronized (this) {
                if (isCancelled || badRequest != null) {
                    return;
                }
                badRequest = new IllegalArgumentException(
                        "count must be positive (rule 3.9 of Reactive Streams), but was " + count);
                iteration = task;
            }
            stop(iteration, "too little was requested");
        }

        @Override
        public void cancel() {
            Task<?> iteration;
            synchronized (this) {
                isCancelled = true;
                iteration = task;
            }
            stop(iteration, "its subscription was cancelled");
        }
    }
}
