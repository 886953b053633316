package dev.menai.samples;

import dev.menai.function.ThrowingConsumer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists the samples, and runs one by its name; {@code samples/run} calls this. */
public final class Samples {
    private static final int UNKNOWN = 2;

    private record Sample(String about, ThrowingConsumer<String[], Exception> main) {}

    private static final Map<String, Sample> ALL = new LinkedHashMap<>();

    static {
        add("Hello", "a coroutine that sleeps and prints", Hello::main);
        add("OneAfterTheOther", "two coroutines in turn, and side by side", OneAfterTheOther::main);
        add("Countdowns", "several countdowns at once", Countdowns::main);
        add("CancelTask", "a task is cancelled, and cleans up", CancelTask::main);
        add("LifeOfATask", "pending, running, waiting, done, cancelled", LifeOfATask::main);
        add("BareFuture", "a future that one task completes and another awaits", BareFuture::main);
        add("Callbacks", "callbacks on futures and on the loop itself", Callbacks::main);
        add("Threads", "blocking calls and long computations beside a loop", Threads::main);
        add("Groups", "two groups of coroutines, one cancelled as a whole", Groups::main);
        add("TaskGroups", "all succeed, one fails, several fail", TaskGroups::main);
        add("TimeoutsAndRetries", "limits of time, and Failsafe for retries", TimeoutsAndRetries::main);
        add("WaitForSome", "the first, the first failure, for a time, as they come", WaitForSome::main);
        add("Generators", "async iteration", Generators::main);
        add("Connections", "async resources", Connections::main);
        add("SharedCounter", "a lock, and a semaphore", SharedCounter::main);
        add("StartingGun", "an event, and a condition", StartingGun::main);
        add("ProducersAndConsumers", "queues", ProducersAndConsumers::main);
        add("Pipeline", "bounded queues slow down who is too fast", Pipeline::main);
        add("MicroScheduler", "jobs that are added and cancelled while it runs", MicroScheduler::main);
        add("RequestIds", "a request id goes wherever the request does", RequestIds::main);
        add("LoadOnce", "a cache of Caffeine that loads each key once", LoadOnce::main);
        add("Bookshop", "Java over a Kotlin repository", Bookshop::main);
        add("Kitchen", "a restaurant, half in Java, half in Kotlin", arguments -> KitchenKt.main());
        add("CardPayments", "Java is what Kotlin calls", CardPayments::main);
        add("Telegraph", "a facade over Ktor", Telegraph::main);
        add("Demonstration", "who worked when: Java, Kotlin and a blocking call", Demonstration::main);
    }

    private Samples() {}

    private static void add(String name, String about, ThrowingConsumer<String[], Exception> main) {
        ALL.put(name, new Sample(about, main));
    }

    public static void main(String[] arguments) throws Exception {
        int status = run(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Does what the arguments say, and returns the status for the process. */
    static int run(String... arguments) throws Exception {
        if (arguments.length == 0) {
            list();
            return 0;
        }
        Sample sample = ALL.get(arguments[0]);
        if (sample == null) {
            System.out.println("The name must be one of these samples, but was '" + arguments[0] + "'; choose one:");
            list();
            return UNKNOWN;
        }
        sample.main.accept(new String[0]);
        return 0;
    }

    private static void list() {
        ALL.forEach((name, sample) -> System.out.printf("%-22s %s%n", name, sample.about));
    }
}
