package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;

import dev.menai.Asyncio;
import dev.menai.Condition;
import dev.menai.Event;
import java.time.Duration;

/** An event starts waiting workers; a condition lets one wait until all have reached a state. */
public final class StartingGun {
    private static final int RUNNERS = 3;

    private StartingGun() {}

    static void race() {
        Event gun = new Event();
        Condition finish = new Condition();
        int[] arrived = {0};
        taskGroup(group -> {
            for (int number = 1; number <= RUNNERS; number++) {
                int own = number;
                group.createTask(() -> {
                    await(gun.whenSet());
                    await(sleep(Duration.ofMillis(20L * own)));
                    finish.with(() -> {
                        arrived[0]++;
                        System.out.println("runner " + own + " arrived");
                        finish.signalAll();
                    });
                });
            }
            await(sleep(Duration.ofMillis(10)));
            System.out.println("bang");
            gun.set();
            finish.with(() -> finish.waitFor(() -> arrived[0] == RUNNERS));
            System.out.println("all have arrived");
        });
    }

    public static void main(String[] arguments) {
        Asyncio.run(StartingGun::race);
    }
}
