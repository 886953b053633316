package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import java.time.Duration;

/** A bare future, completed by one task and awaited by another. */
public final class BareFuture {
    private BareFuture() {}

    static void setter(AsyncFuture<String> future) {
        System.out.println("setter: thinking");
        await(sleep(Duration.ofMillis(50)));
        System.out.println("setter: completing the future");
        future.setResult("the answer");
    }

    static void reader(AsyncFuture<String> future) {
        System.out.println("reader: waiting");
        System.out.println("reader: got " + await(future));
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            await(gather(createTask(() -> reader(future)), createTask(() -> setter(future))));
            System.out.println("the future is done: " + future.isDone());
        });
    }
}
