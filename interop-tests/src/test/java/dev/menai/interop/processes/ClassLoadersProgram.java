package dev.menai.interop.processes;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Uses everything that has a thread of its own, and a thread that is not ours, then ends. */
public final class ClassLoadersProgram {
    private ClassLoadersProgram() {}

    public static void main(String[] arguments) throws Exception {
        Asyncio.run(() -> {
            Task<String> slow = createTask(() -> waited("slow"));
            Task<String> quick = createTask(() -> waited("quick"));
            await(gather(slow, quick));
            await(toThread(() -> Thread.currentThread().getName()));
            await(CompletableFuture.supplyAsync(() -> "common pool").thenApplyAsync(text -> text + " again"));
        });
        EventLoop parallel = EventLoop.parallel();
        parallel.submit(() -> waited("parallel")).get();
        parallel.close();
    }

    private static String waited(String name) {
        await(sleep(Duration.ofMillis(1)));
        return name;
    }
}
