package dev.menai.facades.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.kotlin.generated.FacadeCalls;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Runs classes that the first version of the processor has generated, with those of the Kotlin library behind them. They are
 * never generated anew: they stand for what is in other people's jars.
 */
@DisplayName("FAC-18: classes that were generated once go on working with later versions.")
class FirstFacadesTest {
    private final First first = new First(getClass().getResource("/first-facades.jar"));

    @AfterEach
    void close() throws Exception {
        first.close();
    }

    /** Has what is in the jar from there, and only the rest from those who load the tests. */
    private static final class First extends URLClassLoader {
        First(URL jar) {
            super(new URL[] {jar}, FirstFacadesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.menai.fixture.") && !name.startsWith("dev.menai.facades.consumer.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }

    private Object facade(String simpleName) throws Exception {
        Class<?> type = first.loadClass("dev.menai.facades.consumer." + simpleName);
        assertThat(type.getClassLoader()).isSameAs(first);
        return type.getMethod("create").invoke(null);
    }

    private static Object call(Object facade, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(facade.getClass().getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        Object result = method.invoke(facade, arguments);
        return result instanceof CompletableFuture<?> future ? future.join() : result;
    }

    @Test
    void durations() throws Exception {
        Object times = facade("TimesAsync");
        assertThat(call(times, "twice", Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(4));
        assertThat(call(times, "twiceLater", Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(4));
        assertThat(call(times, "getStep")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void defaults() throws Exception {
        Object defaults = facade("DefaultsAsync");
        assertThat(call(defaults, "many")).isEqualTo("d:a 2 true 1.5");
        Consumer<Object> name = options -> {
            try {
                call(options, "name", "b");
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        };
        assertThat(call(defaults, "many", name)).isEqualTo("d:b 2 true 1.5");
    }

    @Test
    void valueClasses() throws Exception {
        Object accounts = facade("AccountsAsync");
        Object owner = call(accounts, "getOwner");
        assertThat(owner.getClass().getClassLoader()).isSameAs(first);
        assertThat(call(accounts, "user", owner)).hasToString("UserId(value=owner!)");
        assertThat(call(accounts, "userLater", owner)).hasToString("UserId(value=owner!)");
        assertThat(call(accounts, "countLater", call(accounts, "getTotal")))
                .asString()
                .contains("4");
    }

    @Test
    void flows() throws Exception {
        AsyncIterable<?> counted = (AsyncIterable<?>) call(facade("FlowsAsync"), "counted");
        assertThat(Asyncio.run(() -> counted.toList().size())).isPositive();
    }

    @Test
    @DisplayName("FAC-18: with an older one than they were generated for they say so when they are loaded.")
    void olderAtRunTime() {
        FacadeCalls.requireVersion(getClass(), 1);
        assertThatThrownBy(() -> FacadeCalls.requireVersion(getClass(), 999))
                .isInstanceOf(IncompatibleClassChangeError.class)
                .hasMessageMatching(
                        "class dev.menai.facades.consumer.FirstFacadesTest must run with version 999 of "
                                + "FacadeCalls, for which it was generated, or a later one, but runs with version \\d+; "
                                + "use a version of menai that is not older than the menai-facades-processor that generated it");
    }
}
