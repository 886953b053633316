package dev.menai.benchmarks;

/** One way to do the work of all workloads. */
public interface Peer {
    void switches(int tasks, int rounds) throws Exception;

    void spawnAndGather(int bodies) throws Exception;

    void sleepers(int bodies, int millis) throws Exception;

    void taskGroups(int groups, int children) throws Exception;

    void generatorPush(int items) throws Exception;

    void generatorPull(int items) throws Exception;

    void queue(int pairs, int itemsEach) throws Exception;

    void lock(int rounds) throws Exception;

    void contendedLock(int tasks, int rounds) throws Exception;

    void suspendCalls(int calls) throws Exception;

    /** The places of the queue. */
    int PLACES = 1_024;

    /** Returns the peer of the given name. */
    static Peer named(String name) {
        return switch (name) {
            case "menai-java" -> new MenaiJava();
            case "menai-kotlin" -> new MenaiKotlin();
            case "kotlinx" -> new Kotlinx();
            case "virtual-threads" -> new VirtualThreads();
            default ->
                throw new IllegalArgumentException(
                        "peer must be menai-java, menai-kotlin, kotlinx or " + "virtual-threads, but was " + name);
        };
    }
}
