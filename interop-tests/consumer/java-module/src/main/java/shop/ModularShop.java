package shop;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.taskGroup;

import dev.menai.Asyncio;
import dev.menai.Queue;
import dev.menai.Task;

/** A queue between two tasks of a group. */
public class ModularShop {
    private ModularShop() {}

    public static void main(String[] arguments) {
        int items = Asyncio.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            return taskGroup(group -> {
                group.createTask(() -> {
                    await(queue.put(40));
                    await(queue.put(2));
                });
                Task<Integer> sum = group.createTask(() -> await(queue.get()) + await(queue.get()));
                return await(sum);
            });
        });
        System.out.println(items);
    }
}
