package dev.menai.interop.reactive;

import java.util.concurrent.Flow.Subscriber;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** Tests the subscriber of an iteration over a publisher, from outside. */
public final class SubscriberFromOutsideVerification extends FlowSubscriberBlackboxVerification<Integer> {
    private final Subscribing<Integer> items = new Subscribing<>();

    SubscriberFromOutsideVerification() {
        super(Verifications.environment());
    }

    @Override
    @SuppressWarnings("unchecked") // it takes integers
    public Subscriber<Integer> createFlowSubscriber() {
        return (Subscriber<Integer>) items.subscriber();
    }

    @Override
    public void triggerFlowRequest(Subscriber<? super Integer> subscriber) {
        items.ask(1);
    }

    @Override
    public Integer createElement(int number) {
        return number;
    }
}
