package shop;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.kotlin.KotlinFacade;
import java.time.Duration;
import java.util.List;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;

/** Bodies, and a facade over a Kotlin interface that lies compiled in a jar. */
@KotlinFacade(Mutex.class)
public class Shop {
    private Shop() {}

    public static void main(String[] arguments) {
        System.out.println(Asyncio.run(() -> {
            MutexAsync mutex = MutexAsync.of(MutexKt.Mutex(false));
            await(mutex.lock());
            List<Integer> items = await(gather(sleep(Duration.ofMillis(1), 40), Asyncio.createTask(() -> 2)));
            mutex.unlock();
            return items.stream().mapToInt(Integer::intValue).sum();
        }));
    }
}
