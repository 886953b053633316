package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Java is what Kotlin calls: an interface of suspend functions implemented, suspend lambdas handed over. */
public final class CardPayments {
    // the members of Payments, of which a suspend function is a method that returns a stage or that may await

    public String getCurrency() {
        return "EUR";
    }

    public CompletionStage<String> charge(String customer, int amount) {
        return sleep(Duration.ofMillis(5), customer + " paid " + amount);
    }

    public void refund(String receipt) {
        await(sleep(Duration.ofMillis(5)));
        System.out.println("given back: " + receipt);
    }

    private static int priceOf(String item) {
        return await(sleep(Duration.ofMillis(5), 10 * item.length()));
    }

    private static void deliver(String item) throws IOException {
        await(sleep(Duration.ofMillis(5)));
        if (item.equals("vase")) {
            throw new IOException("the " + item + " is broken");
        }
        System.out.println("delivered: " + item);
    }

    private static CompletableFuture<String> buy(Checkout checkout, String item) {
        return Suspend.call(c -> checkout.buy(
                "Ada",
                item,
                SuspendLambdas.lambda(CardPayments::priceOf),
                SuspendLambdas.action(CardPayments::deliver),
                c));
    }

    static void shop() {
        Checkout checkout = new Checkout(Facades.implement(Payments.class, new CardPayments()));
        System.out.println(await(buy(checkout, "lamp")));
        try {
            await(buy(checkout, "vase"), IOException.class);
        } catch (IOException failure) {
            System.out.println(failure.getMessage());
        }
    }

    public static void main(String[] arguments) {
        Asyncio.run(CardPayments::shop);
    }
}
