package dev.menai.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import kotlin.KotlinVersion;
import kotlinx.coroutines.CoroutineDispatcher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryVersionsTest {
    private static void requireOneEightOne(String actual) {
        LibraryVersions.require("group:library", "library-bom", actual, "1.8.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0", "1.7.99", "0.30.2-eap13", "1.8.0-RC"})
    @DisplayName("VER-2: a version that is too old is refused, with the remedy")
    void tooOld(String actual) {
        assertThatThrownBy(() -> requireOneEightOne(actual))
                .isInstanceOf(LinkageError.class)
                .hasMessage("group:library must be 1.8.1 or newer, but is " + actual
                        + "; something else asks for the older one: declare a newer one in your build, or import "
                        + "library-bom");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"1.8.1", "1.8.10", "1.10.0", "2.0.0-Beta1", "", "unknown", "1.7"})
    @DisplayName("VER-2: a version that is new enough, or cannot be read, is accepted")
    void accepted(String actual) {
        assertThatCode(() -> requireOneEightOne(actual)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("VER-1: the tests of the vocabulary run with both ends of the range of versions")
    void theLibrariesAreThoseOfThisRun() throws Exception {
        assertThat(KotlinVersion.CURRENT).hasToString(System.getProperty("menai.test.kotlin"));
        try (InputStream in =
                CoroutineDispatcher.class.getResourceAsStream("/META-INF/kotlinx_coroutines_core.version")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(System.getProperty("menai.test.coroutines"));
        }
        Programs.run(() -> {});
    }
}
