package dev.menai.contract;

import static dev.menai.Asyncio.await;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Queue;
import dev.menai.Task;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The kinds of futures that are ours, each with the future of the JDK that it is to be like. */
enum Kind {
    FUTURE {
        @Override
        Subject make() {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            return Subject.of(future, future);
        }
    },
    TASK {
        @Override
        Subject make() {
            AsyncFuture<String> awaited = EventLoop.running().createFuture();
            return Subject.of(taskThatAwaits(awaited), awaited);
        }
    },
    SLEEP(false) {
        @Override
        Subject make() {
            CompletableFuture<String> sleep = Asyncio.sleep(Duration.ofHours(1), "value");
            return Subject.of(sleep, sleep);
        }
    },
    ITEM(false) {
        @Override
        Subject make() {
            Queue<String> queue = new Queue<>();
            return new Subject(queue.get(), () -> queue.putNowait("value"), () -> {});
        }
    },
    GATHERING {
        @Override
        Subject make() {
            AsyncFuture<String> member = EventLoop.running().createFuture();
            AsyncFuture<String> other = EventLoop.running().createFuture();
            other.setResult("other");
            return Subject.of(Asyncio.gather(member, other, (value, ignored) -> value), member);
        }
    },
    DERIVED {
        @Override
        Subject make() {
            AsyncFuture<String> source = EventLoop.running().createFuture();
            return Subject.of(source.thenApply(value -> value), source);
        }

        @Override
        Subject reference() {
            CompletableFuture<String> source = new CompletableFuture<>();
            return Subject.of(source.thenApply(value -> value), source);
        }
    },
    DERIVED_FROM_TASK {
        @Override
        Subject make() {
            AsyncFuture<String> awaited = EventLoop.running().createFuture();
            return Subject.of(taskThatAwaits(awaited).thenApply(value -> value), awaited);
        }

        @Override
        Subject reference() {
            return DERIVED.reference();
        }
    };

    private final boolean canFail;

    Kind() {
        this(true);
    }

    Kind(boolean canFail) {
        this.canFail = canFail;
    }

    /** Makes a pending one, in a body of a loop. */
    abstract Subject make();

    Subject reference() {
        CompletableFuture<String> future = new CompletableFuture<>();
        return Subject.of(future, future);
    }

    /** Returns a task that has begun to wait: one that has not might meet a request when what it is to wait for is done. */
    private static Task<String> taskThatAwaits(CompletableFuture<String> awaited) {
        Task<String> task = Asyncio.createTask(() -> await(awaited));
        Programs.turn();
        return task;
    }

    boolean isDerived() {
        return this == DERIVED || this == DERIVED_FROM_TASK;
    }

    boolean has(State state) {
        return canFail || (state != State.FAILED && state != State.PENDING_THEN_FAILED);
    }
}
