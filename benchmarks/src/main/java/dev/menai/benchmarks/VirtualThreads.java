package dev.menai.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One virtual thread a body, from JDK 21 on. */
final class VirtualThreads implements Peer {
    private static void joinAll(int count, Callable<Integer> body) throws Exception {
        ExecutorService executor = newExecutor();
        try {
            List<Future<Integer>> futures = new ArrayList<>(count);
            for (int number = 0; number < count; number++) {
                futures.add(executor.submit(body));
            }
            int ended = 0;
            for (Future<Integer> future : futures) {
                future.get();
                ended++;
            }
            Checked.count(ended, count);
        } finally {
            executor.shutdown();
        }
    }

    /** {@code Executors.newVirtualThreadPerTaskExecutor()}, which JDK 17 does not have. */
    private static ExecutorService newExecutor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @Override
    public void switches(int tasks, int rounds) throws Exception {
        joinAll(tasks, () -> {
            for (int round = 0; round < rounds; round++) {
                Thread.yield();
            }
            return rounds;
        });
    }

    @Override
    public void spawnAndGather(int bodies) throws Exception {
        joinAll(bodies, () -> 1);
    }

    @Override
    public void sleepers(int bodies, int millis) throws Exception {
        joinAll(bodies, () -> {
            Thread.sleep(millis);
            return 1;
        });
    }
}
