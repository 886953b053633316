package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stock goes up and down under the lock of a condition, with one notification for each piece: as long as there is stock,
 * nobody waits for ever, because a notification that met one who was cancelled goes to another.
 */
final class ConditionWorkload implements Workload {
    @Override
    public String name() {
        return "condition";
    }

    /** Guarded by the lock of the condition. */
    private static final class Stock {
        final Condition condition = new Condition();
        int pieces;
        int made;
        int sold;
        boolean isClosed;

        void make() {
            pieces++;
            made++;
            condition.signal();
        }

        void sell() {
            if (pieces > 0) {
                pieces--;
                sold++;
            }
        }

        boolean hasPieceOrNews() {
            return pieces > 0 || isClosed;
        }
    }

    @Override
    public void play(Round round) throws Exception {
        Stock stock = new Stock();
        Condition condition = stock.condition;
        Operation<Void> make = Operation.<Void>ofBody(
                        "signal",
                        round,
                        () -> {
                            condition.with(stock::make);
                            return null;
                        },
                        done -> {})
                .inKotlin(KotlinForms.holding(condition, stock::make));
        Operation<Void> sell = Operation.<Void>ofBody(
                        "waitFor",
                        round,
                        () -> {
                            condition.with(() -> {
                                condition.waitFor(stock::hasPieceOrNews);
                                stock.sell();
                            });
                            return null;
                        },
                        done -> {})
                .inKotlin(KotlinForms.awaiting(condition, stock::hasPieceOrNews, stock::sell));
        List<Actor> makers = new ArrayList<>();
        List<Actor> sellers = new ArrayList<>();
        int users = 1 + round.random().nextInt(3);
        for (int user = 0; user < users; user++) {
            AtomicInteger left = new AtomicInteger(round.steps());
            makers.add(round.actor("maker", actor -> left.getAndDecrement() > 0 ? make : null));
            sellers.add(round.actor("seller", actor -> stock.isClosed && stock.pieces == 0 ? null : sell));
        }
        round.begin();
        round.awaitEnd(makers);
        round.endPest();
        awaitSale(round, stock);
        condition.with(() -> {
            stock.isClosed = true;
            condition.signalAll();
        });
        round.awaitEnd(sellers);
        round.finish();
        if (stock.made != stock.sold + stock.pieces) {
            round.fail(stock.made + " made, " + stock.sold + " sold, " + stock.pieces + " left", null);
        }
        if (condition.isLocked()) {
            round.fail("the lock of a condition is not free: " + condition, null);
        }
    }

    /** Whoever waits must be told of stock: without a lost notification all of it is sold. */
    private static void awaitSale(Round round, Stock stock) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (true) {
            int left = stock.condition.with(() -> stock.pieces);
            if (left == 0 || round.hasFailed()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                round.fail(
                        "a notification was lost: there are " + left + " pieces, but all wait: " + stock.condition
                                + Stuck.describe(round),
                        null);
                return;
            }
            await(sleep(Duration.ofMillis(1)));
        }
    }
}
