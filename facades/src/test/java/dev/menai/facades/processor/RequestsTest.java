package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    private static final String KINDS = "@KotlinFacade(value = dev.menai.fixture.Kinds.class, ";

    @TempDir
    Path directory;

    @Test
    @DisplayName("Annotations for one class in one package ask for its facade together.")
    void twins() throws IOException {
        Compilation compilation = Compilation.of(
                directory, KINDS + "blocking = true) class First {}\n" + KINDS + "linear = true) class Second {}\n");
        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.source("KindsAsync")).contains("readBlocking(", "readAwait(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@KotlinFacade(User.class) class First {}\n"
                        + "@KotlinFacade(value = User.class, functions = \"dev.menai.fixture.ExtensionsKt\")",
                "@KotlinFacade(value = User.class, functions = \"dev.menai.fixture.ExtensionsKt\") class First {}\n"
                        + "@KotlinFacade(User.class)"
            })
    @DisplayName("Extensions are methods of their receiver's facade wherever they are asked for with it.")
    void places(String annotations) throws IOException {
        Compilation compilation =
                Compilation.of(directory, annotations.replace("User.class", "dev.menai.fixture.User.class"));
        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.source("UserAsync")).contains(" greeting(String word)");
        assertThat(compilation.source("ExtensionsKtAsync")).doesNotContain(" greeting(");
    }

    @Test
    @DisplayName("Other processors see the annotations of sources that are not generated.")
    void claims() throws IOException {
        NullMarkedProcessor other = new NullMarkedProcessor();
        Compilation compilation = Compilation.of(
                directory,
                "@KotlinFacade(dev.menai.fixture.Kinds.class) @org.jspecify.annotations.NullMarked",
                List.of(other));
        assertThat(compilation.errors()).isEmpty();
        assertThat(other.seen).containsExactly("consumer.Consumer");
    }

    @SupportedAnnotationTypes({"org.jspecify.annotations.NullMarked", "dev.menai.kotlin.KotlinFacade"})
    private static final class NullMarkedProcessor extends AbstractProcessor {
        final Set<String> seen = new HashSet<>();

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            annotations.stream()
                    .flatMap(annotation -> round.getElementsAnnotatedWith(annotation).stream())
                    .forEach(element -> seen.add(element.toString()));
            return true;
        }
    }
}
