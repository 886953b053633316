package dev.menai.interop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.support.Log;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * A small piece of the soak: so many operations of each workload, {@code -Dmenai.soak.operations=1000000} for more. A
 * failure names its seed; {@code interop-tests/soak} repeats it, and soaks for long.
 */
@Tag("slow")
class SoakTest {
    private static final String OPERATIONS = System.getProperty("menai.soak.operations", "20000");
    private static final String SEED = System.getProperty("menai.soak.seed", "20260101");

    @TestFactory
    @Timeout(600)
    Stream<DynamicTest> nothingIsLostDoubledStuckOrLeft(Log log) {
        assertThat(log.messages()).isEmpty(); // later there are: who would look at a failure may be cancelled before
        return Workloads.ALL.stream()
                .map(workload -> DynamicTest.dynamicTest(workload.name(), () -> soak(workload.name())));
    }

    private static void soak(String workload) throws Exception {
        SoakOptions options = SoakOptions.parse(
                "--workloads", workload, "--operations", OPERATIONS, "--seed", SEED, "--failures", "1");
        assertThat(new Soak(options).run()).isTrue();
    }
}
