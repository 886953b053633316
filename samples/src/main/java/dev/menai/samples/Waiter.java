package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.sleep;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The Java half of a restaurant, linear code; the Kotlin half is the {@link Kitchen}. */
public final class Waiter {
    private static final Map<String, String> TABLES = Map.of("soup", "table 1", "fish", "table 2", "cake", "table 1");

    private final Restaurant restaurant;

    Waiter(Restaurant restaurant) {
        this.restaurant = restaurant;
    }

    /** Warms the bread in the oven, which the cook uses as well, and hands in orders. */
    public void takeOrders() {
        restaurant.getOven().with(() -> {
            restaurant.isOpen().set();
            System.out.println("waiter: bread is in the oven");
            await(sleep(Duration.ofMillis(10)));
        });
        for (String order : List.of("soup", "fish", "cake")) {
            await(restaurant.getOrders().put(order));
        }
        restaurant.getOrders().shutdown();
    }

    public void serve() {
        for (String dish : each(restaurant.getDishes())) {
            System.out.println("served: " + dish);
        }
    }

    public CompletableFuture<String> tableOf(String order) {
        return sleep(Duration.ofMillis(5), TABLES.get(order));
    }
}
