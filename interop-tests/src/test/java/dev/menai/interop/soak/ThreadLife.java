package dev.menai.interop.soak;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The life of an actor that is a plain thread: it gets from futures, for a while or until it is interrupted. */
final class ThreadLife {
    /** The threads of all that wait outside of loops. */
    static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "soak thread");
        thread.setDaemon(true);
        return thread;
    });

    private ThreadLife() {}

    static void begin(Actor actor) {
        THREADS.execute(() -> {
            Interruption interruption = new Interruption(Thread.currentThread());
            actor.setTarget(interruption::interrupt);
            Throwable failure = null;
            try {
                for (Operation<?> operation = actor.next(); operation != null; operation = actor.next()) {
                    actor.doing(operation, "in a thread", 1);
                    use(actor, operation);
                    actor.bother();
                }
            } catch (RuntimeException | Error unexpected) {
                failure = unexpected;
            }
            interruption.end();
            actor.ended(failure);
        });
    }

    private static <T> void use(Actor actor, Operation<T> operation) {
        try {
            CompletableFuture<T> future = operation.start();
            actor.cancelSoonMaybe(future);
            get(future, operation, actor.flip() ? actor.shortNanos() : Long.MAX_VALUE);
        } catch (RuntimeException | ExecutionException failure) {
            actor.met(failure);
        }
    }

    /**
     * Waits for {@code future} for so long; then, or when the thread is interrupted, asks it to stop and keeps book of
     * what it has all the same.
     */
    static <T> void get(CompletableFuture<T> future, Operation<T> operation, long nanos) throws ExecutionException {
        long limit = nanos;
        while (true) {
            T value;
            try {
                value = future.get(limit, TimeUnit.NANOSECONDS);
            } catch (TimeoutException | InterruptedException stopped) {
                future.cancel(true);
                limit = Long.MAX_VALUE;
                continue;
            } catch (CancellationException cancelled) {
                return;
            }
            operation.handed(value);
            return;
        }
    }

    /** Guards against an interrupt that comes when the thread does something else already. */
    private static final class Interruption {
        private Thread thread;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        synchronized void end() {
            thread = null;
            Thread.interrupted();
        }
    }
}
