package dev.menai.samples;

import dev.menai.AsyncFuture;
import dev.menai.EventLoop;
import java.time.Duration;

/** Callbacks on futures and on the loop itself, and a loop that runs until it is stopped. */
public final class Callbacks {
    private Callbacks() {}

    static void schedule(EventLoop loop) {
        AsyncFuture<String> future = loop.createFuture();
        future.addDoneCallback(done -> {
            System.out.println("5 the future has " + done.result());
            loop.callLater(Duration.ofMillis(10), () -> {
                System.out.println("6 stopping");
                loop.stop();
            });
        });
        loop.callAt(loop.time().plusMillis(10), () -> System.out.println("3 at a time"));
        loop.callLater(Duration.ofMillis(20), () -> {
            System.out.println("4 completing the future");
            future.setResult("a value");
        });
        loop.callSoon(() -> System.out.println("1 soon"));
        loop.callSoon(() -> System.out.println("2 soon after"));
    }

    public static void main(String[] arguments) {
        EventLoop loop = EventLoop.create();
        schedule(loop);
        System.out.println("0 nothing runs before the loop does");
        loop.runForever();
        loop.close();
    }
}
