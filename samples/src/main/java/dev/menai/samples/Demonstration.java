package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;

import dev.menai.Asyncio;
import dev.menai.Task;
import java.time.Duration;

/**
 * An order is taken: linear Java code, a Kotlin suspend function beside it and a blocking call in a thread, all at
 * once, with a timeline printed at the end.
 */
public final class Demonstration {
    private Demonstration() {}

    record Offer(int stock, double price, String customer) {}

    /** Java, linear: it waits as if it blocked, and blocks nobody. */
    static double price(Timeline timeline, String item) {
        Timeline.Bar bar = timeline.begin("price    (Java)");
        await(sleep(Duration.ofMillis(150)));
        double base = 10.0 * item.length();
        await(sleep(Duration.ofMillis(150)));
        bar.end();
        return base * 0.9;
    }

    /** A driver that blocks: it gets a thread. */
    static String customer(Timeline timeline) throws InterruptedException {
        Timeline.Bar bar = timeline.begin("customer (thread)");
        Thread.sleep(200);
        bar.end();
        return "Ada";
    }

    static Offer offer(Timeline timeline, String item) {
        Timeline.Bar bar = timeline.begin("offer    (Java)");
        Task<Integer> stock = Warehouse.stock(timeline, item); // Kotlin: suspend functions, delay, async
        Task<Double> price = createTask("price", () -> price(timeline, item));
        Offer offer = await(gather(stock, price, toThread(() -> customer(timeline)), Offer::new));
        bar.end();
        return offer;
    }

    public static void main(String[] arguments) {
        Timeline timeline = new Timeline();
        Offer offer = Asyncio.run(() -> offer(timeline, "lamp"));
        System.out.println(offer);
        System.out.println();
        timeline.print(System.out);
    }
}
