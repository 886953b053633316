package dev.menai.interop.processes;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** Runs on the main thread of a process of its own and interrupts itself. */
public final class SigintProgram {
    private SigintProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "interrupted" -> interrupted(false);
            case "also cancelled" -> interrupted(true);
            case "handled" ->
                System.out.println(Asyncio.run(() -> {
                    raise();
                    try {
                        await(sleep(Duration.ofHours(1)));
                    } catch (CancellationException cancelled) {
                        return "handled";
                    }
                    return "not reached";
                }));
            case "twice" -> Asyncio.run(SigintProgram::stubborn);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void interrupted(boolean alsoCancelled) {
        try {
            Asyncio.run(() -> {
                if (alsoCancelled) {
                    Asyncio.currentTask().cancel("somebody else");
                }
                raise();
                await(sleep(Duration.ofHours(1)));
            });
        } catch (CancellationException cancelled) {
            System.out.println(cancelled.getMessage());
        }
    }

    private static void stubborn() throws InterruptedException {
        raise();
        try {
            await(sleep(Duration.ofHours(1)));
        } catch (CancellationException cancelled) {
            System.out.println("first");
            sun.misc.Signal.raise(new sun.misc.Signal("INT"));
            new CountDownLatch(1).await();
        }
    }

    /** Interrupts this process, and returns when the loop has heard of it. */
    private static void raise() {
        int before = Asyncio.currentTask().cancelling();
        sun.misc.Signal.raise(new sun.misc.Signal("INT"));
        while (Asyncio.currentTask().cancelling() == before) {
            Thread.onSpinWait();
        }
    }
}
