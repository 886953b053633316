package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.toThread;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.support.Programs;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Micrometer's registry, with a plain accessor and one that opens and closes scopes, as tracers have them. */
class MicrometerTest {
    private static final ThreadLocal<String> PLAIN = new ThreadLocal<>();
    private static final ThreadLocal<Span> SPAN = new ThreadLocal<>();

    /** A span that is current until it is closed, over another one. */
    private record Span(@Nullable String name, @Nullable Span outer) implements AutoCloseable {
        static Span open(@Nullable String name) {
            Span span = new Span(name, SPAN.get());
            SPAN.set(span);
            return span;
        }

        @Override
        public void close() {
            SPAN.set(outer);
        }

        static @Nullable String current() {
            return SPAN.get() == null ? null : SPAN.get().name();
        }

        static int depth() {
            int depth = 0;
            for (Span span = SPAN.get(); span != null; span = span.outer()) {
                depth++;
            }
            return depth;
        }
    }

    private static final class Spans implements ThreadLocalAccessor<String> {
        @Override
        public Object key() {
            return "span";
        }

        @Override
        public @Nullable String getValue() {
            return Span.current();
        }

        @Override
        public void setValue(String name) {
            Span.open(name);
        }

        @Override
        public void setValue() {
            Span.open(null);
        }

        @Override
        public void restore() {
            SPAN.get().close();
        }
    }

    @BeforeEach
    void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("plain", PLAIN);
        ContextRegistry.getInstance().registerThreadLocalAccessor(new Spans());
    }

    @AfterEach
    void remove() {
        ContextRegistry.getInstance().removeThreadLocalAccessor("plain");
        ContextRegistry.getInstance().removeThreadLocalAccessor("span");
        PLAIN.remove();
        SPAN.remove();
    }

    @Test
    @DisplayName("CTX-12: what Micrometer's registry knows is carried without being declared")
    void everySeam() {
        PLAIN.set("caller");
        Programs.run(() -> {
            PLAIN.set("main");
            Task<String> task = createTask(() -> {
                String seen = PLAIN.get();
                PLAIN.set("task");
                turn();
                return seen + " " + PLAIN.get();
            });
            PLAIN.remove();
            assertThat(await(task)).isEqualTo("main task");
            assertThat(PLAIN.get()).isNull();
            assertThat(await(toThread(() -> "thread " + PLAIN.get()))).isEqualTo("thread null");
        });
        assertThat(PLAIN.get()).isEqualTo("caller");
    }

    @Test
    @DisplayName("CTX-12: scopes that are opened and closed in turn do not pile up")
    void scopes() {
        Span.open("caller");
        Programs.run(() -> {
            assertThat(Span.current()).isEqualTo("caller");
            await(gather(createTask(() -> traced("a")), createTask(() -> traced("b"))));
            assertThat(Span.current()).isEqualTo("caller");
            assertThat(Span.depth()).isLessThanOrEqualTo(2);
        });
        assertThat(Span.current()).isEqualTo("caller");
        assertThat(Span.depth()).isEqualTo(1);
    }

    private static void traced(String name) {
        try (Span span = Span.open(name)) {
            for (int step = 0; step < 20; step++) {
                EventLoop.running().callSoon(() -> assertThat(Span.current()).isEqualTo(name));
                turn();
                assertThat(Span.current()).isEqualTo(name);
                assertThat(Span.depth()).isLessThanOrEqualTo(3);
            }
        }
        assertThat(Span.current()).isEqualTo("caller");
    }
}
