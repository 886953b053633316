package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import java.time.Duration;

/** Hello: a coroutine that sleeps and prints. */
public final class Hello {
    private Hello() {}

    static void hello() {
        System.out.println("Hello ...");
        await(sleep(Duration.ofMillis(100)));
        System.out.println("... world!");
    }

    public static void main(String[] arguments) {
        Asyncio.run(Hello::hello);
    }
}
