package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.fixture.Lambdas;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.Programs;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Lambdas lambdas = new Lambdas();

    private Throwable failureThroughBothLanguages(Failure failure) {
        CompletableFuture<String> call = Suspend.call(c -> lambdas.twoLater(
                SuspendLambdas.lambda((a, b) -> {
                    Programs.turn();
                    throw failure;
                }),
                c));
        try {
            await(call);
            throw new AssertionError("the call must fail");
        } catch (Exception seen) {
            return seen;
        }
    }

    @Test
    @DisplayName(
            "TRC-1: through Java, Kotlin and Java again a failure is the same instance, and nothing is added to it.")
    void sameInstance() {
        Failure failure = new Failure();
        Programs.run(() -> {
            assertThat(failureThroughBothLanguages(failure)).isSameAs(failure);
            assertThat(failure).hasNoSuppressedExceptions().hasNoCause();
            CompletableFuture<String> stage = Suspend.call(c -> lambdas.none(
                    SuspendLambdas.lambdaFrom(() -> Asyncio.createTask(() -> {
                        throw failure;
                    })),
                    c));
            assertThatThrownBy(() -> await(stage)).isSameAs(failure);
        });
    }

    @Test
    @DisplayName("TRC-2: debug mode tells the way of a failure in frames of both languages.")
    void frames() {
        Failure failure = new Failure();
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            EventLoop.running().setSlowCallbackDuration(java.time.Duration.ofHours(1));
            assertThat(failureThroughBothLanguages(failure)).isSameAs(failure);
            List<Throwable> sites = Arrays.asList(failure.getSuppressed());
            assertThat(sites)
                    .extracting(Throwable::getMessage)
                    .containsExactly("awaited in a coroutine here", "suspend function called here", "awaited here");
            assertThat(sites.get(0).getStackTrace()).anyMatch(frame -> "Lambdas.kt".equals(frame.getFileName()));
            for (Throwable site : sites.subList(1, 3)) {
                assertThat(site.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("failureThroughBothLanguages"));
            }
        });
    }
}
