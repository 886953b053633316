package dev.menai.interop.soak;

import java.util.List;

/** All workloads. */
final class Workloads {
    static final List<Workload> ALL = List.of(
            new QueueWorkload(),
            new AcquirableWorkload(),
            new EventWorkload(),
            new ConditionWorkload(),
            new BarrierWorkload(),
            new TaskWorkload(),
            new IterationWorkload(),
            new ChannelWorkload(),
            new CallbackWorkload(),
            new BridgeWorkload(),
            new ForeignWorkload());

    private Workloads() {}

    /** Returns those with these names, all if there are none. */
    static List<Workload> named(List<String> names) {
        if (names.isEmpty()) {
            return ALL;
        }
        return names.stream()
                .map(name -> ALL.stream()
                        .filter(workload -> workload.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("the workload must be one of "
                                + ALL.stream().map(Workload::name).toList() + ", but was " + name)))
                .toList();
    }
}
