package dev.menai.interop.reactive;

import dev.menai.AsyncIterable;
import dev.menai.EventLoop;
import dev.menai.Queue;
import dev.menai.kotlin.Channels;
import dev.menai.kotlin.Flows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Flow.Publisher;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kotlinx.coroutines.channels.ReceiveChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ReactiveStreamsTest {
    private final EventLoop confined = EventLoop.create();
    private final Thread runner = new Thread(confined::runForever, "confined");
    private final EventLoop parallel = EventLoop.parallel();

    @BeforeEach
    void runTheConfinedLoop() {
        runner.start();
    }

    @AfterEach
    void closeTheLoops() throws InterruptedException {
        confined.callSoon(confined::stop);
        runner.join();
        confined.close();
        parallel.close();
    }

    private static AsyncIterable<Long> numbers(long count) {
        return AsyncIterable.from(() -> LongStream.range(0, count).iterator());
    }

    private static AsyncIterable<Long> generated(long count) {
        return AsyncIterable.generate(out -> {
            for (long number = 0; number < count; number++) {
                out.yield(number);
            }
        });
    }

    /** An endless queue cannot be filled before. */
    private static Publisher<Long> queue(long count) {
        Queue<Long> queue = new Queue<>();
        for (long number = 0; number < Math.min(count, 1_000); number++) {
            queue.putNowait(number);
        }
        if (count <= 1_000) {
            queue.shutdown();
        }
        return queue.toPublisher();
    }

    private static Publisher<Long> channel(long count) {
        ReceiveChannel<Long> channel = Channels.receiving(numbers(count));
        return Channels.source(channel).toPublisher();
    }

    /** Those of which every subscriber gets every item: who takes from a queue or a channel shares it with others. */
    private static Map<String, LongFunction<Publisher<Long>>> publishers() {
        Map<String, LongFunction<Publisher<Long>>> publishers = new LinkedHashMap<>();
        publishers.put("items", count -> numbers(count).toPublisher());
        publishers.put("a generator", count -> generated(count).toPublisher());
        publishers.put(
                "an operator",
                count -> generated(count).map(number -> number + 1).toPublisher());
        publishers.put("a buffer", count -> generated(count).buffer(3).toPublisher());
        publishers.put("a flow", count -> Flows.publisher(Flows.flow(numbers(count))));
        publishers.put("what is published", count -> AsyncIterable.fromPublisher(
                        numbers(count).toPublisher())
                .toPublisher());
        return publishers;
    }

    private static Map<String, LongFunction<Publisher<Long>>> sharingPublishers() {
        return Map.of("a queue", ReactiveStreamsTest::queue, "a channel", ReactiveStreamsTest::channel);
    }

    private static Stream<DynamicTest> publishersOn(String name, EventLoop loop) {
        return Stream.concat(
                verifications(publishers(), name, loop, test -> true),
                verifications(sharingPublishers(), name, loop, test -> !test.startsWith("optional_spec111_multicast")));
    }

    private static Stream<DynamicTest> verifications(
            Map<String, LongFunction<Publisher<Long>>> kinds, String name, EventLoop loop, Predicate<String> isMeant) {
        return kinds.entrySet().stream()
                .flatMap(kind -> Verifications.of(
                        kind.getKey() + ", " + name, () -> new PublisherVerification(kind.getValue(), loop), isMeant));
    }

    @TestFactory
    @DisplayName("FLW-8: publishers on a confined loop keep the rules of Reactive Streams")
    Stream<DynamicTest> publishersOnAConfinedLoop() {
        return publishersOn("on a confined loop", confined);
    }

    @TestFactory
    @DisplayName("FLW-8: publishers on a parallel loop keep the rules of Reactive Streams")
    Stream<DynamicTest> publishersOnAParallelLoop() {
        return publishersOn("on a parallel loop", parallel);
    }

    @TestFactory
    @DisplayName("FLW-8: publishers on the shared loop keep the rules of Reactive Streams")
    Stream<DynamicTest> publishersOnTheSharedLoop() {
        return publishersOn("on the shared loop", EventLoop.shared());
    }

    @TestFactory
    @DisplayName("FLW-8: subscribers keep the rules of Reactive Streams")
    Stream<DynamicTest> subscribers() {
        return Stream.concat(
                Verifications.of("a subscriber", SubscriberVerification::new),
                Verifications.of("a subscriber, from outside", SubscriberFromOutsideVerification::new));
    }
}
