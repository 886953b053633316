package dev.menai.interop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DebugModeTest {
    private static String isDebug(Map<String, String> environment, String... flags) throws Exception {
        return JavaProcess.run(environment, DebugModeProgram.class, List.of(flags))
                .output();
    }

    @Test
    @DisplayName("DBG-3: MENAI_DEBUG switches debug mode on, unless it is empty, and so does the system property")
    void environment() throws Exception {
        assertThat(isDebug(Map.of("MENAI_DEBUG", "1"))).isEqualTo("true");
        assertThat(isDebug(Map.of("MENAI_DEBUG", ""))).isEqualTo("false");
        assertThat(isDebug(Map.of("MENAI_DEBUG", ""), "-Ddev.menai.debug=true")).isEqualTo("true");
    }
}
