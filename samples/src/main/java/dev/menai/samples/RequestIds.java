package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;

import dev.menai.Asyncio;
import dev.menai.ContextVar;
import dev.menai.EventLoop;
import java.time.Duration;

/** A request id that is visible in every task, log line, callback and thread that the request reaches. */
public final class RequestIds {
    private static final ContextVar<String> REQUEST = ContextVar.of("request", "no request");

    private RequestIds() {}

    static void log(String message) {
        System.out.println("[" + REQUEST.get() + "] " + message);
    }

    static void handle(String id, int millis) {
        REQUEST.set(id);
        log("accepted");
        await(sleep(Duration.ofMillis(millis)));
        await(createTask(() -> log("looked up in a task of its own")));
        await(toThread(() -> log("stored by a blocking driver")));
        EventLoop.running().callSoon(() -> log("counted in a callback"));
        await(sleep(Duration.ZERO));
        log("answered");
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> {
            await(gather(createTask(() -> handle("request 1", 0)), createTask(() -> handle("request 2", 100))));
            log("done");
        });
    }
}
