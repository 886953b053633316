package dev.menai.interop.soak;

import dev.menai.BrokenBarrierException;
import dev.menai.QueueEmptyException;
import dev.menai.QueueFullException;
import dev.menai.QueueShutDownException;
import dev.menai.TimeoutException;
import java.util.concurrent.CancellationException;

/** The failures that must come now and then, because somebody is cancelled, is late, or has come to an end. */
final class Expected {
    private Expected() {}

    /** Returns whether {@code failure} tells that nothing more is to come. */
    static boolean isEnd(Throwable failure) {
        return failure instanceof QueueShutDownException || KotlinForms.isEndOfChannel(failure);
    }

    static boolean is(Throwable failure) {
        return failure instanceof CancellationException
                || failure instanceof TimeoutException
                || failure instanceof java.util.concurrent.TimeoutException
                || failure instanceof QueueEmptyException
                || failure instanceof QueueFullException
                || failure instanceof BrokenBarrierException
                || failure instanceof Deliberate
                || isEnd(failure);
    }
}
