package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;

import dev.menai.Asyncio;
import dev.menai.BoundedSemaphore;
import dev.menai.Lock;
import java.time.Duration;

/** A lock protects a counter across an await; a bounded semaphore limits how many work at a time. */
public final class SharedCounter {
    private SharedCounter() {}

    static void count() {
        int[] unprotected = {0};
        int[] counter = {0};
        Lock lock = new Lock();
        taskGroup(group -> {
            for (int task = 0; task < 10; task++) {
                group.createTask(() -> {
                    int seen = unprotected[0];
                    await(sleep(Duration.ZERO));
                    unprotected[0] = seen + 1;
                });
                group.createTask(() -> lock.with(() -> {
                    int seen = counter[0];
                    await(sleep(Duration.ZERO));
                    counter[0] = seen + 1;
                }));
            }
        });
        System.out.println("with a lock " + counter[0] + ", without " + unprotected[0]);
    }

    static void limit() {
        BoundedSemaphore desks = new BoundedSemaphore(2);
        int[] working = {0, 0};
        taskGroup(group -> {
            for (int task = 0; task < 6; task++) {
                group.createTask(() -> desks.with(() -> {
                    working[0]++;
                    working[1] = Math.max(working[0], working[1]);
                    await(sleep(Duration.ofMillis(5)));
                    working[0]--;
                }));
            }
        });
        System.out.println("at most " + working[1] + " at a time");
        try {
            desks.release();
        } catch (IllegalStateException tooOften) {
            System.out.println(tooOften.getMessage());
        }
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> {
            count();
            limit();
        });
    }
}
