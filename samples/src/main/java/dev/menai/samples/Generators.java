package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.sleep;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Each;
import java.time.Duration;
import java.util.List;

/** Async iteration: a generator that waits, a loop over it, collecting, leaving early, which runs its clean-up. */
public final class Generators {
    private Generators() {}

    static AsyncIterable<Long> fibonacci() {
        return AsyncIterable.generate(out -> {
            long one = 0;
            long next = 1;
            try {
                while (true) {
                    await(sleep(Duration.ofMillis(1)));
                    out.yield(one);
                    long sum = one + next;
                    one = next;
                    next = sum;
                }
            } finally {
                System.out.println("no more numbers");
            }
        });
    }

    static void iterate() {
        for (long number : each(fibonacci().take(5))) {
            System.out.println(number);
        }
        List<Long> even = fibonacci()
                .filter(number -> number % 2 == 0)
                .map(number -> number * 10)
                .take(4)
                .toList();
        System.out.println(even);
        try (Each<Long> numbers = each(fibonacci())) {
            for (long number : numbers) {
                if (number > 20) {
                    System.out.println("the first one over 20 is " + number);
                    break;
                }
            }
        }
        System.out.println(AsyncIterable.merge(fibonacci().take(3), AsyncIterable.of(-1L))
                .buffer(10)
                .collect(java.util.stream.Collectors.counting()));
    }

    public static void main(String[] arguments) {
        Asyncio.run(Generators::iterate);
    }
}
