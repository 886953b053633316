package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.waitFor;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Timeout;
import dev.menai.TimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A slow operation gets so much time and no more; Failsafe tries a flaky one again, after longer and longer times. */
public final class TimeoutsAndRetries {
    private TimeoutsAndRetries() {}

    static String slow() {
        await(sleep(Duration.ofSeconds(10)));
        return "too late";
    }

    static void timeouts() {
        try {
            await(waitFor(createTask("slow", TimeoutsAndRetries::slow), Duration.ofMillis(50)));
        } catch (TimeoutException late) {
            System.out.println(late.getMessage());
        }
        String answer = moveOnAfter(Duration.ofMillis(50), () -> slow()).orElse("a default");
        System.out.println(answer);
        Timeout scope = Timeout.after(Duration.ofMillis(50));
        String extended = scope.with(() -> {
            scope.reschedule(scope.when().plusSeconds(60));
            return await(sleep(Duration.ofMillis(100), "with more time"));
        });
        System.out.println(extended);
    }

    /** Fails twice, then has a value. */
    static final class Flaky {
        private final AtomicInteger calls = new AtomicInteger();

        String load() throws IOException {
            await(sleep(Duration.ofMillis(1)));
            int call = calls.incrementAndGet();
            if (call < 3) {
                throw new IOException("try " + call + " failed");
            }
            return "loaded at try " + call;
        }
    }

    static void retries() {
        RetryPolicy<String> patient = RetryPolicy.<String>builder()
                .handle(IOException.class)
                .withBackoff(Duration.ofMillis(5), Duration.ofMillis(100))
                .withJitter(0.2)
                .withMaxRetries(5)
                .onRetry(event -> System.out.println(event.getLastException().getMessage()))
                .build();
        Flaky flaky = new Flaky();
        EventLoop loop = EventLoop.running();
        // every try is a task on this loop; Failsafe only decides when
        System.out.println(await(Failsafe.with(patient).getStageAsync(() -> loop.createTask(flaky::load))));
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> {
            timeouts();
            retries();
        });
    }
}
