package dev.menai.interop.reactive;

import dev.menai.AsyncIterable;
import dev.menai.AsyncIterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;

/** An iteration over a publisher whose subscriber is handed out, so that somebody else can publish to it. */
final class Subscribing<T> {
    private final AsyncIterator<T> items;
    private Subscriber<? super T> subscriber;
    private CompletableFuture<?> last;

    Subscribing() {
        items = AsyncIterable.<T>fromPublisher(given -> subscriber = given).asyncIterator();
        last = items.advance();
    }

    Subscriber<? super T> subscriber() {
        return subscriber;
    }

    /** Asks for {@code count} items, each when the one before has come. */
    synchronized void ask(long count) {
        for (long item = 0; item < count; item++) {
            last = last.thenCompose(isThere -> items.advance());
        }
    }

    void leave() {
        items.close();
    }
}
