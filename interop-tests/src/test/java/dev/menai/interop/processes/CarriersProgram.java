package dev.menai.interop.processes;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.ContextCarrier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells which libraries are there, and what a carrier that is found as a provider does. */
public final class CarriersProgram {
    private CarriersProgram() {}

    /** Carries a text. */
    public static final class Texts implements ContextCarrier<String> {
        private static final ThreadLocal<@Nullable String> HELD = new ThreadLocal<>();

        @Override
        public @Nullable String capture() {
            return HELD.get();
        }

        @Override
        public void install(@Nullable String text) {
            HELD.set(text);
        }
    }

    public static void main(String[] arguments) {
        System.out.println("SLF4J " + isThere("org.slf4j.MDC"));
        System.out.println("Micrometer " + isThere("io.micrometer.context.ContextRegistry"));
        Texts.HELD.set("caller");
        Asyncio.run(() -> {
            Texts.HELD.set("main");
            System.out.println(await(createTask(() -> {
                await(sleep(Duration.ofMillis(1)));
                return Texts.HELD.get();
            })));
        });
        System.out.println(Texts.HELD.get());
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
