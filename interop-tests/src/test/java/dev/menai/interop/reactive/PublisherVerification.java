package dev.menai.interop.reactive;

import dev.menai.AsyncIterable;
import dev.menai.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.function.LongFunction;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** Tests publishers, each with so many numbers as are asked for, which are subscribed to on a loop. */
public final class PublisherVerification extends FlowPublisherVerification<Long> {
    private final LongFunction<Publisher<Long>> publishers;
    private final EventLoop loop;

    PublisherVerification(LongFunction<Publisher<Long>> publishers, EventLoop loop) {
        super(Verifications.environment());
        this.publishers = publishers;
        this.loop = loop;
    }

    @Override
    public Publisher<Long> createFlowPublisher(long count) {
        return onLoop(publishers.apply(count));
    }

    @Override
    public Publisher<Long> createFailedFlowPublisher() {
        return onLoop(AsyncIterable.<Long>generate(out -> {
                    throw new IllegalStateException("nothing to publish");
                })
                .toPublisher());
    }

    private Publisher<Long> onLoop(Publisher<Long> publisher) {
        return subscriber -> subscribeOnLoop(publisher, subscriber);
    }

    private void subscribeOnLoop(Publisher<Long> publisher, Subscriber<? super Long> subscriber) {
        try {
            CompletableFuture.runAsync(() -> publisher.subscribe(subscriber), loop)
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw failed;
        }
    }
}
