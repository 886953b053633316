package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.menai.Asyncio;
import dev.menai.Task;
import java.time.Duration;

/** A cache of Caffeine that loads each key once, however many ask; a cancelled one of them does not spoil it. */
public final class LoadOnce {
    private final AsyncCache<String, String> cache =
            Caffeine.newBuilder().maximumSize(100).buildAsync();

    private String load(String key) {
        System.out.println("loading " + key);
        await(sleep(Duration.ofMillis(20)));
        return "value of " + key;
    }

    /** The entry is a task on the loop of the first who asks; the shield keeps it when he is cancelled. */
    String get(String key) {
        return await(shield(cache.get(key, (missing, executor) -> createTask(() -> load(missing)))));
    }

    static void ask() {
        LoadOnce values = new LoadOnce();
        Task<String> impatient = createTask(() -> values.get("a"));
        await(sleep(Duration.ofMillis(5)));
        impatient.cancel();
        System.out.println(await(gather(() -> values.get("a"), () -> values.get("a"), () -> values.get("b"))));
        System.out.println("the first one was cancelled: " + impatient.isCancelled());
    }

    public static void main(String[] arguments) {
        Asyncio.run(LoadOnce::ask);
    }
}
