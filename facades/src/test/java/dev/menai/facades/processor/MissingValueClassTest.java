package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.fixture.Countings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingValueClassTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("A value class that is missing at run time costs only the methods that need it.")
    void others() throws Throwable {
        Compilation compilation = Compilation.of(directory, "@KotlinFacade(" + Countings.class.getName() + ".class)");
        assertThat(compilation.errors()).isEmpty();
        Class<?> facade = new Older(directory).loadClass("consumer.CountingsAsync");
        // by handles, because reflection looks at the signatures of all methods
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> count = facade.getClassLoader().loadClass("dev.menai.fixture.Count");
        Object countings = lookup.findStatic(facade, "create", MethodType.methodType(facade))
                .invoke();
        MethodHandle present = lookup.bind(countings, "count", MethodType.methodType(count, int.class));
        MethodHandle missing =
                lookup.bind(countings, "later", MethodType.methodType(CompletableFuture.class, String.class));
        assertThat((Object) present.invoke(3)).hasToString("Count(value=3)");
        assertThatThrownBy(() -> missing.invoke("one")).isInstanceOf(NoClassDefFoundError.class);
        assertThat((Object) present.invoke(4)).hasToString("Count(value=4)");
    }

    /** The facade with a version of the library that lacks a class. */
    private static final class Older extends ClassLoader {
        private static final String MISSING = "dev.menai.fixture.Counted";

        private final Path facades;

        Older(Path facades) {
            super(Older.class.getClassLoader());
            this.facades = facades;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            if (name.equals(MISSING)) {
                throw new ClassNotFoundException(name);
            }
            boolean isOurs = name.startsWith("consumer.") || name.startsWith("dev.menai.fixture.");
            return isOurs ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream content = name.startsWith("consumer.")
                    ? Files.newInputStream(facades.resolve(file))
                    : getParent().getResourceAsStream(file)) {
                if (content == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = content.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
