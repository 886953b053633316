package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.using;

import dev.menai.AsyncExitStack;
import dev.menai.AsyncResource;
import dev.menai.Asyncio;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Async resources: opened and closed around a block, a stack of them, and what happens when one does not open. */
public final class Connections {
    private Connections() {}

    /** A connection whose opening and closing take time; {@code close} waits without blocking anybody. */
    static final class Connection implements AutoCloseable {
        private final String host;

        private Connection(String host) {
            this.host = host;
        }

        static Connection open(String host) throws IOException {
            await(sleep(Duration.ofMillis(5)));
            if (host.startsWith("no")) {
                throw new IOException(host + " does not answer");
            }
            System.out.println("open " + host);
            return new Connection(host);
        }

        String ask(String question) {
            return host + " says: " + question.toUpperCase(java.util.Locale.ROOT);
        }

        @Override
        public void close() {
            await(sleep(Duration.ofMillis(5)));
            System.out.println("close " + host);
        }
    }

    static AsyncResource<Connection> to(String host) {
        return AsyncResource.closing(() -> Connection.open(host));
    }

    static void connect() throws Exception {
        try (Connection plain = Connection.open("alpha")) {
            System.out.println(plain.ask("a plain try does it"));
        }
        String answer = using(to("beta"), connection -> connection.ask("hello"));
        System.out.println(answer);
        for (List<String> hosts : List.of(List.of("alpha", "beta"), List.of("alpha", "nobody"))) {
            try (AsyncExitStack stack = new AsyncExitStack()) {
                List<String> answers = new ArrayList<>();
                for (String host : hosts) {
                    answers.add(stack.enter(to(host), IOException.class).ask("hi"));
                }
                System.out.println(answers);
            } catch (IOException failure) {
                System.out.println(failure.getMessage());
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Asyncio.run(Connections::connect);
    }
}
