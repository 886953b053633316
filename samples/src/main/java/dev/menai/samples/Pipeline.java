package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Queue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline in real time: two sensors, a stage that smooths, a stage that counts alarms. Bounded queues between them
 * let a slow stage slow down those before it; a reporter prints statistics while everything runs.
 */
public final class Pipeline {
    private record Reading(String sensor, int value) {}

    private final Queue<Reading> readings = new Queue<>(4);
    private final Queue<Reading> smoothed = new Queue<>(4);
    private final Map<String, Integer> alarms = new LinkedHashMap<>();
    private int read;
    private int deepest;

    private static AsyncIterable<Reading> sensor(String name, int millis, int step) {
        return AsyncIterable.generate(out -> {
            for (int number = 1; number <= 12; number++) {
                await(sleep(Duration.ofMillis(millis)));
                out.yield(new Reading(name, number * step % 10));
            }
        });
    }

    private void collect() {
        AsyncIterable.merge(sensor("boiler", 2, 3), sensor("turbine", 3, 7)).forEach(reading -> {
            await(readings.put(reading));
            read++;
            deepest = Math.max(deepest, readings.size());
        });
        readings.shutdown();
    }

    /** Two workers each give out what is over 5. */
    private void smooth() {
        taskGroup(workers -> {
            for (int worker = 0; worker < 2; worker++) {
                workers.createTask(() -> {
                    for (Reading reading : each(readings)) {
                        await(sleep(Duration.ofMillis(5)));
                        if (reading.value() > 5) {
                            await(smoothed.put(reading));
                        }
                    }
                });
            }
        });
        smoothed.shutdown();
    }

    private void alarm() {
        for (Reading reading : each(smoothed)) {
            alarms.merge(reading.sensor(), 1, Integer::sum);
        }
    }

    void run() {
        taskGroup(stages -> {
            stages.createTask("collect", this::collect);
            stages.createTask("smooth", this::smooth);
            stages.createTask("alarm", this::alarm);
            while (stages.tasks().size() > 0) {
                await(sleep(Duration.ofMillis(20)));
                System.out.println("read " + read + ", waiting " + readings.size() + ", alarms " + alarms);
            }
        });
        System.out.println("never more than " + readings.maxsize() + " waiting: " + (deepest <= readings.maxsize())
                + ", alarms of " + List.copyOf(alarms.keySet()));
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> new Pipeline().run());
    }
}
