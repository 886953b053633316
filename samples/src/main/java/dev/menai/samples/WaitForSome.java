package dev.menai.samples;

import static dev.menai.Asyncio.asCompleted;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.ReturnWhen;
import dev.menai.Task;
import dev.menai.Waited;
import java.time.Duration;
import java.util.List;

/** Waiting for some of several tasks: the first, the first failure, for a time; cancelling the rest; as they come. */
public final class WaitForSome {
    private WaitForSome() {}

    static Task<String> runner(String name, int tenths) {
        return createTask(name, () -> await(sleep(Duration.ofMillis(100L * tenths), name)));
    }

    static Task<String> stumbling(String name, int tenths) {
        return createTask(name, () -> {
            await(sleep(Duration.ofMillis(100L * tenths)));
            throw new IllegalStateException(name + " has stumbled");
        });
    }

    static void all() {
        Waited<Task<String>> first =
                await(Asyncio.wait(List.of(runner("hare", 1), runner("tortoise", 3)), ReturnWhen.FIRST_COMPLETED));
        System.out.println("first: " + names(first.done()) + ", still running: " + names(first.pending()));

        Waited<Task<String>> failed = await(Asyncio.wait(
                List.of(stumbling("goat", 2), runner("hare", 1), runner("tortoise", 3)), ReturnWhen.FIRST_EXCEPTION));
        System.out.println("until a failure: " + names(failed.done()));
        failed.done().forEach(task -> {
            if (task.exception() != null) {
                System.out.println(task.exception().getMessage());
            }
        });

        Waited<Task<String>> inTime = await(Asyncio.wait(
                List.of(runner("hare", 1), runner("snail", 100)), Duration.ofMillis(200), ReturnWhen.ALL_COMPLETED));
        inTime.pending().forEach(Task::cancel);
        System.out.println("in time: " + names(inTime.done()) + ", cancelled: " + names(inTime.pending()));

        for (Task<String> task : each(asCompleted(List.of(runner("tortoise", 3), runner("hare", 1))))) {
            System.out.println("arrived: " + task.result());
        }
    }

    private static List<String> names(Iterable<Task<String>> tasks) {
        List<String> names = new java.util.ArrayList<>();
        tasks.forEach(task -> names.add(task.name()));
        return names;
    }

    public static void main(String[] arguments) {
        Asyncio.run(WaitForSome::all);
    }
}
