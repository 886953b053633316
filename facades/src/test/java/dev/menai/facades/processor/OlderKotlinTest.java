package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import kotlin.Metadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OlderKotlinTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "1.9, arrow.fx.coroutines.CyclicBarrier, CyclicBarrierAsync, CompletableFuture<@Nullable Void> await()",
        "2.0, io.ktor.utils.io.ByteReadChannel, ByteReadChannelAsync, CompletableFuture<Boolean> awaitContent(int min)",
    })
    @DisplayName("FAC-13: metadata of older compilers is read.")
    void older(String version, String type, String facade, String method) throws Exception {
        Class<?> subject = Class.forName(type, false, getClass().getClassLoader());
        int[] metadata = subject.getAnnotation(Metadata.class).mv();
        assertThat(metadata[0] + "." + metadata[1]).isEqualTo(version);
        read(type, facade, method);
    }

    private void read(String type, String facade, String method) throws IOException {
        Compilation compilation = Compilation.of(directory, "@KotlinFacade(" + type + ".class)");
        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.source(facade)).contains(method);
    }
}
