package dev.menai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
    private static final Workload.Size TOY = new Workload.Size(10, 10, 10, 1, 10);

    @ParameterizedTest
    @ValueSource(strings = {"menai-java", "menai-kotlin", "kotlinx", "virtual-threads"})
    void everyPeerDoesEveryWorkload(String name) throws Exception {
        Assumptions.assumeTrue(
                !name.equals("virtual-threads") || Runtime.version().feature() >= 21);
        for (Workload workload : Workload.values()) {
            assertThat(workload.nanosPerOperation(Peer.named(name), TOY))
                    .as(workload.toString())
                    .isPositive();
        }
    }

    @Test
    void anUnknownPeerIsNamed() {
        assertThatThrownBy(() -> Peer.named("threads"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was threads");
    }
}
