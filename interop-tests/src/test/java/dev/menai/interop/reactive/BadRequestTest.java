package dev.menai.interop.reactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.menai.AsyncIterable;
import dev.menai.kotlin.Flows;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A request for no item, made by a thread beside the loop, at the moment at which the source waits for demand. */
class BadRequestTest {
    private static final int TIMES = 200;

    private static AsyncIterable<Integer> generated() {
        return AsyncIterable.generate(out -> {
            for (int number = 0; number < 1_000; number++) {
                out.yield(number);
            }
        });
    }

    private static final Map<String, Publisher<Integer>> PUBLISHERS = Map.of(
            "items", AsyncIterable.of(1, 2, 3, 4, 5, 6, 7).toPublisher(),
            "a generator", generated().toPublisher(),
            "a flow", Flows.publisher(Flows.flow(generated())));

    @TestFactory
    @DisplayName("FLW-8: a wrong request ends the subscription, and brings no item that nobody has requested")
    Stream<DynamicTest> noItemComes() {
        return PUBLISHERS.entrySet().stream().flatMap(kind -> Stream.of(0L, -1L)
                .map(wrong -> DynamicTest.dynamicTest(kind.getKey() + ", request(" + wrong + ")", () -> {
                    for (int time = 0; time < TIMES; time++) {
                        requireNoneBut(2, kind.getValue(), wrong);
                    }
                })));
    }

    private static void requireNoneBut(int wanted, Publisher<Integer> publisher, long wrong) throws Exception {
        Subscriber subscriber = new Subscriber(wanted);
        publisher.subscribe(subscriber);
        subscriber.subscription.request(wanted);
        assertTrue(subscriber.hasItems.await(10, TimeUnit.SECONDS), "the items come");
        subscriber.subscription.request(wrong);
        assertTrue(subscriber.isOver.await(10, TimeUnit.SECONDS), "the failure comes");
        assertInstanceOf(IllegalArgumentException.class, subscriber.failure);
        assertEquals(wanted, subscriber.items.get(), "items");
    }

    /** Written by the loop, read by the test after a latch. */
    private static final class Subscriber implements Flow.Subscriber<Integer> {
        private final CountDownLatch hasItems;
        private final CountDownLatch isOver = new CountDownLatch(1);
        private final AtomicInteger items = new AtomicInteger();
        private Flow.Subscription subscription;
        private Throwable failure;

        Subscriber(int wanted) {
            hasItems = new CountDownLatch(wanted);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Integer item) {
            items.incrementAndGet();
            hasItems.countDown();
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
            isOver.countDown();
        }

        @Override
        public void onComplete() {
            isOver.countDown();
        }
    }
}
