package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;

import dev.menai.Asyncio;
import dev.menai.ExceptionGroup;
import dev.menai.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Task groups: all succeed; one fails and the others are cancelled; several fail and are told apart by type. */
public final class TaskGroups {
    private TaskGroups() {}

    static int fetch(int number) {
        try {
            await(sleep(Duration.ofMillis(10L * number)));
            return number;
        } catch (CancellationException cancelled) {
            System.out.println("fetch " + number + " was cancelled");
            throw cancelled;
        }
    }

    static void allSucceed() {
        int sum = taskGroup(group -> {
            Task<Integer> one = group.createTask(() -> fetch(1));
            Task<Integer> two = group.createTask(() -> fetch(2));
            return await(one) + await(two);
        });
        System.out.println("the sum is " + sum);
    }

    static void oneFails() {
        try {
            taskGroup(group -> {
                group.createTask(() -> fetch(100));
                group.createTask(() -> {
                    fetch(1);
                    throw new IOException("connection lost");
                });
            });
        } catch (ExceptionGroup failures) {
            System.out.print(failures.tree());
        }
    }

    static void severalFail() {
        try {
            taskGroup(group -> {
                group.createTask(() -> {
                    throw new IOException("connection lost");
                });
                group.createTask(() -> {
                    throw new IllegalArgumentException("no such item");
                });
                group.createTask(() -> {
                    throw new IOException("connection refused");
                });
            });
        } catch (ExceptionGroup failures) {
            failures.handle(group -> {
                group.except(IOException.class, lost -> System.out.println(lost.size() + " connections failed"));
                group.except(
                        IllegalArgumentException.class,
                        bad -> System.out.println(bad.get(0).getMessage()));
            });
        }
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> {
            allSucceed();
            oneFails();
            severalFail();
        });
    }
}
