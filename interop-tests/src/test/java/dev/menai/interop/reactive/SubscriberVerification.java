package dev.menai.interop.reactive;

import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

/** Tests the subscriber of an iteration over a publisher, with a look at what it gets. */
public final class SubscriberVerification extends FlowSubscriberWhiteboxVerification<Integer> {
    SubscriberVerification() {
        super(Verifications.environment());
    }

    @Override
    protected Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        return new Probed(new Subscribing<>(), probe);
    }

    @Override
    public Integer createElement(int number) {
        return number;
    }

    /** Tells the probe what the subscriber has got. */
    private record Probed(Subscribing<Integer> items, WhiteboxSubscriberProbe<Integer> probe)
            implements Subscriber<Integer>, SubscriberPuppet {
        @Override
        public void onSubscribe(Subscription subscription) {
            items.subscriber().onSubscribe(subscription);
            probe.registerOnSubscribe(this);
        }

        @Override
        public void onNext(Integer item) {
            items.subscriber().onNext(item);
            probe.registerOnNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            items.subscriber().onError(failure);
            probe.registerOnError(failure);
        }

        @Override
        public void onComplete() {
            items.subscriber().onComplete();
            probe.registerOnComplete();
        }

        @Override
        public void triggerRequest(long count) {
            items.ask(count);
        }

        @Override
        public void signalCancel() {
            items.leave();
        }
    }
}
