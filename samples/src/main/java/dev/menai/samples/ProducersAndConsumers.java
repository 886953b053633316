package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;

import dev.menai.Asyncio;
import dev.menai.LifoQueue;
import dev.menai.PriorityQueue;
import dev.menai.Queue;
import java.time.Duration;
import java.util.List;

/** Several producers and consumers over a bounded queue, with join and a clean shutdown; a priority queue; a stack. */
public final class ProducersAndConsumers {
    private ProducersAndConsumers() {}

    static void work() {
        Queue<Integer> jobs = new Queue<>(3);
        int[] done = {0, 0};
        taskGroup(group -> {
            for (int consumer = 0; consumer < 2; consumer++) {
                group.createTask(() -> {
                    for (int job : each(jobs)) {
                        await(sleep(Duration.ofMillis(1)));
                        done[0]++;
                        done[1] += job;
                        jobs.taskDone();
                    }
                });
            }
            taskGroup(producers -> {
                for (int producer = 0; producer < 3; producer++) {
                    int from = 10 * producer;
                    producers.createTask(() -> {
                        for (int job = from; job < from + 10; job++) {
                            await(jobs.put(job));
                        }
                    });
                }
            });
            await(jobs.join());
            jobs.shutdown();
        });
        System.out.println(done[0] + " jobs done, their sum is " + done[1]);
    }

    static void orders() {
        Queue<String> urgent = PriorityQueue.natural();
        Queue<String> stack = new LifoQueue<>();
        for (Queue<String> queue : List.of(urgent, stack)) {
            List.of("2 eat", "1 wake up", "3 sleep").forEach(queue::putNowait);
            queue.shutdown();
        }
        System.out.println(urgent.toList() + " " + stack.toList());
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> {
            work();
            orders();
        });
    }
}
