package dev.menai.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

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

    /** What a structured task scope does, whose API is a preview one: start, count down, wait. */
    @Override
    public void taskGroups(int groups, int children) throws Exception {
        ExecutorService executor = newExecutor();
        try {
            for (int group = 0; group < groups; group++) {
                AtomicInteger ended = new AtomicInteger();
                CountDownLatch all = new CountDownLatch(children);
                for (int child = 0; child < children; child++) {
                    executor.execute(() -> {
                        ended.incrementAndGet();
                        all.countDown();
                    });
                }
                all.await();
                Checked.count(ended.get(), children);
            }
        } finally {
            executor.shutdown();
        }
    }

    /** A thread has no push: its items are handed over one by one. */
    @Override
    public void generatorPush(int items) throws Exception {
        generatorPull(items);
    }

    @Override
    public void generatorPull(int items) throws Exception {
        ExecutorService executor = newExecutor();
        try {
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            Future<?> maker = executor.submit(() -> {
                for (int item = 0; item < items; item++) {
                    queue.put(item);
                }
                return items;
            });
            Future<Integer> user = executor.submit(() -> {
                int seen = 0;
                while (seen < items) {
                    seen += queue.take() >= 0 ? 1 : 0;
                }
                return seen;
            });
            Checked.count(user.get(), items);
            maker.get();
        } finally {
            executor.shutdown();
        }
    }

    @Override
    public void queue(int pairs, int itemsEach) throws Exception {
        ExecutorService executor = newExecutor();
        try {
            LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>(PLACES);
            List<Future<Integer>> users = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                executor.submit(() -> {
                    for (int item = 0; item < itemsEach; item++) {
                        queue.put(item);
                    }
                    return itemsEach;
                });
                users.add(executor.submit(() -> {
                    int seen = 0;
                    while (seen < itemsEach) {
                        seen += queue.take() >= 0 ? 1 : 0;
                    }
                    return seen;
                }));
            }
            int got = 0;
            for (Future<Integer> user : users) {
                got += user.get();
            }
            Checked.count(got, pairs * itemsEach);
        } finally {
            executor.shutdown();
        }
    }

    @Override
    public void lock(int rounds) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        joinAll(1, () -> {
            for (int round = 0; round < rounds; round++) {
                lock.lock();
                lock.unlock();
            }
            return rounds;
        });
    }

    @Override
    public void contendedLock(int tasks, int rounds) throws Exception {
        ReentrantLock lock = new ReentrantLock(true);
        joinAll(tasks, () -> {
            for (int round = 0; round < rounds; round++) {
                lock.lock();
                Thread.yield();
                lock.unlock();
            }
            return rounds;
        });
    }

    /** A virtual thread for each call, whose value the caller waits for. */
    @Override
    public void suspendCalls(int calls) throws Exception {
        ExecutorService executor = newExecutor();
        try {
            int seen = 0;
            for (int call = 0; call < calls; call++) {
                int number = call;
                Future<Integer> next = executor.submit(() -> {
                    Thread.yield();
                    return number + 1;
                });
                seen += next.get() > number ? 1 : 0;
            }
            Checked.count(seen, calls);
        } finally {
            executor.shutdown();
        }
    }
}
