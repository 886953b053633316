package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublisherTest {
    private final Steps steps = new Steps();

    @Test
    void everythingThatAPublisherPublishesArrivesInOrder() {
        List<Integer> items = Asyncio.run(() -> {
            try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
                CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
                    while (!publisher.hasSubscribers()) {
                        Thread.onSpinWait();
                    }
                    IntStream.range(0, 2_000).forEach(publisher::submit);
                    publisher.close();
                });
                List<Integer> all = AsyncIterable.fromPublisher(publisher).toList();
                await(publishing);
                return all;
            }
        });
        assertThat(items).hasSize(2_000).isSorted();
    }

    /** Publishes what it is told to, and records what it is asked for. */
    private final class ByHand implements Flow.Publisher<String>, Flow.Subscription {
        private Flow.Subscriber<? super String> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super String> given) {
            subscriber = given;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            steps.add("request " + count);
        }

        @Override
        public void cancel() {
            steps.add("cancel");
        }
    }

    @Test
    void oneItemIsRequestedForEachAdvanceAndLeavingCancels() {
        ByHand publisher = new ByHand();
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            try (Each<String> items = each(AsyncIterable.fromPublisher(publisher))) {
                Iterator<String> iterator = items.iterator();
                steps.expect();
                loop.callSoon(() -> publisher.subscriber.onNext("a"));
                assertThat(iterator.next()).isEqualTo("a");
                steps.expect("request 1");
            }
            steps.expect("request 1", "cancel");
        });
    }

    @Test
    void anItemThatComesAfterItsAdvanceWasCancelledIsNotLostNorRequestedAgain() {
        ByHand publisher = new ByHand();
        Programs.run(() -> {
            Iterator<String> items =
                    each(AsyncIterable.fromPublisher(publisher)).iterator();
            EventLoop loop = EventLoop.running();
            loop.callSoon(((AsyncFuture<?>) Asyncio.currentTask())::cancel);
            assertThatThrownBy(items::hasNext).isInstanceOf(java.util.concurrent.CancellationException.class);
            Asyncio.currentTask().uncancel();
        });
        steps.expect("request 1", "cancel");

        Programs.run(() -> {
            AsyncIterator<String> items =
                    AsyncIterable.fromPublisher(new ByHand()).asyncIterator();
            items.advance().cancel(false);
            ByHand other = new ByHand();
            AsyncIterator<String> second = AsyncIterable.fromPublisher(other).asyncIterator();
            second.advance().cancel(false);
            other.subscriber.onNext("late");
            assertThat(await(second.advance())).isTrue();
            assertThat(second.current()).isEqualTo("late");
        });
        steps.expect("request 1", "cancel", "request 1", "request 1");
    }

    @Test
    @DisplayName("FLW-8: who is told of an item may ask for the next one at once")
    void whoIsToldOfAnItemMayAskForTheNextAtOnce() {
        ByHand publisher = new ByHand();
        AsyncIterator<String> items = AsyncIterable.fromPublisher(publisher).asyncIterator();
        CompletableFuture<Boolean> second = items.advance().thenCompose(isThere -> {
            steps.add(items.current());
            return items.advance();
        });
        publisher.subscriber.onNext("a");
        steps.expect("request 1", "a", "request 1");
        publisher.subscriber.onNext("b");
        assertThat(second.join()).isTrue();
        assertThat(items.current()).isEqualTo("b");
    }

    @Test
    void noLockIsHeldWhileSomebodyIsToldOfAnItem() {
        ByHand publisher = new ByHand();
        AsyncIterator<String> items = AsyncIterable.fromPublisher(publisher).asyncIterator();
        CompletableFuture<Void> leaving = items.advance()
                .thenAccept(isThere -> CompletableFuture.runAsync(items::close).join());
        publisher.subscriber.onNext("a");
        leaving.join();
        steps.expect("request 1", "cancel");
    }

    @Test
    void aFailureComesAfterTheItemsBeforeIt() {
        Programs.run(() -> {
            ByHand publisher = new ByHand();
            AsyncIterator<String> items = AsyncIterable.fromPublisher(publisher).asyncIterator();
            CompletableFuture<Boolean> first = items.advance();
            publisher.subscriber.onNext("a");
            IOException lost = new IOException("lost");
            publisher.subscriber.onError(lost);
            assertThat(await(first)).isTrue();
            assertThat(items.current()).isEqualTo("a");
            assertThatThrownBy(() -> await(items.advance())).isSameAs(lost);
            assertThat(await(items.advance())).isFalse();
        });
    }

    /** Records what it gets, and requests {@code batch} items at the start. */
    private class Recorder implements Flow.Subscriber<Object> {
        private final long batch;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        Flow.Subscription subscription;

        Recorder(long batch) {
            this.batch = batch;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (batch != 0) {
                given.request(batch);
            }
        }

        @Override
        public void onNext(Object item) {
            steps.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            steps.add(failure.getMessage());
            end.complete(null);
        }

        @Override
        public void onComplete() {
            steps.add("complete");
            end.complete(null);
        }
    }

    private static void settle() {
        moveOnAfter(Duration.ofSeconds(1), () -> await(sleep(Duration.ofHours(1))));
    }

    @Test
    void aSubscriberGetsAsManyItemsAsItRequests() {
        Programs.run(() -> {
            Recorder subscriber = new Recorder(2);
            AsyncIterable.of(1, 2, 3).toPublisher().subscribe(subscriber);
            settle();
            steps.expect(1, 2);
            subscriber.subscription.request(Long.MAX_VALUE);
            subscriber.subscription.request(Long.MAX_VALUE);
            settle();
            steps.expect(1, 2, 3, "complete");
        });
    }

    @Test
    void failuresNullsAndBadRequestsEndTheSubscription() {
        Programs.run(() -> {
            AsyncIterable.generate(out -> {
                        throw new IOException("lost");
                    })
                    .toPublisher()
                    .subscribe(new Recorder(1));
            settle();
            AsyncIterable.of((Object) null).toPublisher().subscribe(new Recorder(1));
            settle();
            AsyncIterable.of(1).toPublisher().subscribe(new Recorder(-1));
            settle();
            steps.expect(
                    "lost",
                    "an item that is published must not be null",
                    "count must be positive (rule 3.9 of Reactive Streams), but was -1");
        });
        assertThatThrownBy(() -> AsyncIterable.of(1).toPublisher().subscribe(null))
                .hasMessage("subscriber must not be null");
    }

    private enum Stop {
        CANCEL_INSIDE(true, Flow.Subscription::cancel),
        CANCEL_LATER(false, Flow.Subscription::cancel),
        BAD_REQUEST_INSIDE(true, subscription -> subscription.request(0)),
        BAD_REQUEST_LATER(false, subscription -> subscription.request(0));

        final boolean isInside;
        final Consumer<Flow.Subscription> stop;

        Stop(boolean isInside, Consumer<Flow.Subscription> stop) {
            this.isInside = isInside;
            this.stop = stop;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "CAN-9: a source whose subscriber stops, inside onNext or while it waits, is cancelled once, and may wait then")
    void aStoppedSourceCleansUp(Stop stop) {
        Programs.run(() -> {
            Recorder subscriber = new Recorder(2) {
                @Override
                public void onNext(Object item) {
                    super.onNext(item);
                    if (stop.isInside) {
                        stop.stop.accept(subscription);
                    }
                }
            };
            AsyncIterable.generate((Yielder<Integer> out) -> {
                        try {
                            out.yield(1);
                            await(sleep(Duration.ofHours(1)));
                        } finally {
                            await(sleep(Duration.ofMillis(1)));
                            steps.add("cleaned up");
                        }
                    })
                    .toPublisher()
                    .subscribe(subscriber);
            settle();
            if (!stop.isInside) {
                stop.stop.accept(subscriber.subscription);
                settle();
            }
        });
        if (stop == Stop.CANCEL_INSIDE || stop == Stop.CANCEL_LATER) {
            steps.expect(1, "cleaned up");
        } else {
            steps.expect(1, "cleaned up", "count must be positive (rule 3.9 of Reactive Streams), but was 0");
        }
    }

    @Test
    void cancellingTheSubscriptionClosesTheSource() {
        Programs.run(() -> {
            Recorder subscriber = new Recorder(1);
            AsyncIterable.generate((Yielder<Integer> out) -> {
                        try {
                            out.yield(1);
                            out.yield(2);
                        } finally {
                            steps.add("closed");
                        }
                    })
                    .toPublisher()
                    .subscribe(subscriber);
            settle();
            subscriber.subscription.cancel();
            settle();
            steps.expect(1, "closed");
        });
    }

    @Test
    void thereAndBackOnTheSharedLoop() {
        Flow.Publisher<Integer> publisher =
                AsyncIterable.from(IntStream.range(0, 500).boxed().toList()).toPublisher();
        List<Integer> items =
                Asyncio.run(() -> AsyncIterable.fromPublisher(publisher).toList());
        assertThat(items).hasSize(500).isSorted();
    }

    @Test
    void nothingIsSignalledAfterTheSubscriptionWasCancelledInTheMiddle() {
        Programs.run(() -> {
            Recorder subscriber = new Recorder(Long.MAX_VALUE) {
                @Override
                public void onNext(Object item) {
                    super.onNext(item);
                    if (item.equals(2)) {
                        subscription.cancel();
                    }
                }
            };
            AsyncIterable.of(1, 2, 3, 4).toPublisher().subscribe(subscriber);
            settle();
            steps.expect(1, 2);
        });
    }

    @Test
    void anErrorOfTheSourceReachesTheSubscriber() {
        Programs.run(() -> {
            AsyncIterable.generate(out -> {
                        throw new AssertionError("wrong");
                    })
                    .toPublisher()
                    .subscribe(new Recorder(1));
            settle();
            steps.expect("wrong");
        });
    }
}
