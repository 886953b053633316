package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import java.time.Duration;
import java.util.List;

/** Several countdowns at once; the results come in the order of the arguments. */
public final class Countdowns {
    private Countdowns() {}

    static String countdown(String name, int from, int pauseMillis) {
        for (int left = from; left > 0; left--) {
            System.out.println(name + ": " + left);
            await(sleep(Duration.ofMillis(pauseMillis)));
        }
        return name + " has landed";
    }

    static void all() {
        List<String> results =
                await(gather(() -> countdown("A", 3, 100), () -> countdown("B", 2, 60), () -> countdown("C", 1, 10)));
        System.out.println(results);
    }

    public static void main(String[] arguments) {
        Asyncio.run(Countdowns::all);
    }
}
