package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.Task;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** A long-running task is cancelled after a while: its clean-up runs, and the canceller sees the cancellation. */
public final class CancelTask {
    private CancelTask() {}

    static void workForEver() {
        try {
            System.out.println("working");
            await(sleep(Duration.ofHours(1)));
        } catch (CancellationException cancelled) {
            System.out.println("told to stop: " + cancelled.getMessage());
            throw cancelled;
        } finally {
            System.out.println("cleaning up");
        }
    }

    static void cancelIt() {
        Task<Void> worker = createTask("worker", CancelTask::workForEver);
        await(sleep(Duration.ofMillis(50)));
        worker.cancel("out of time");
        try {
            await(worker);
        } catch (CancellationException cancelled) {
            System.out.println("the worker was cancelled: " + worker.isCancelled());
        }
    }

    public static void main(String[] arguments) {
        Asyncio.run(CancelTask::cancelIt);
    }
}
