package dev.menai.facades.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kotlin.Pair;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LibraryResultTest {
    private static final FoundMember MEMBER = new FoundMember("a/B", FoundMember.Kind.SUSPEND, "f", "f(I)V");
    private static final Map<String, List<List<String>>> ROWS =
            Map.of("a/B.f(I)V", List.of(List.of("x.BAsync", "a.B", "f", "f(I)V", "f(int)", "")));

    private static LibraryResult result(Map<String, List<List<String>>> rows, List<Pair<String, String>> complaints) {
        return new LibraryResult("library", List.of(MEMBER), Set.of(), rows, complaints);
    }

    @Test
    @DisplayName("A library whose facades compile is complete.")
    void complete() {
        LibraryResult result = result(ROWS, List.of());
        assertThat(result.isComplete()).isTrue();
        assertThat(result.text()).isEqualTo("library: found 1, generated 1, uncallable 0, failed 0\n");
    }

    @Test
    @DisplayName("That facades do not compile is said first.")
    void notCompiled() {
        LibraryResult result =
                result(ROWS, List.of(new Pair<>("jdk-17", "cannot\n"), new Pair<>("jdk-25", "cannot\n")));
        assertThat(result.isComplete()).isFalse();
        assertThat(result.text())
                .startsWith("library: found 1, generated 1, uncallable 0, failed 0, "
                        + "does not compile with jdk-17 and jdk-25\n");
    }

    @Test
    @DisplayName("Without a report no member is blamed for what the compiler says.")
    void noReport() {
        assertThat(result(Map.of(), List.of(new Pair<>("jdk-17", "cannot"))).text())
                .isEqualTo(
                        """
                        library: found 1, generated 0, uncallable 0, failed 1, does not compile with jdk-17
                          failed, all of them: the generator left no report, because of what the compiler says below
                          failed to compile with jdk-17:
                            cannot""");
    }

    @Test
    @DisplayName("A member that the generator does not mention has failed.")
    void unmentioned() {
        Map<String, List<List<String>>> others = Map.of("a/C.g()V", ROWS.get("a/B.f(I)V"));
        assertThat(result(others, List.of()).text())
                .isEqualTo(
                        """
                        library: found 1, generated 0, uncallable 0, failed 1
                          failed a/B.f(I)V: the generator does not mention it
                        """);
    }
}
