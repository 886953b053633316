package dev.menai.contract;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.gatherOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.EventLoop;
import dev.menai.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls every method of {@code CompletableFuture} on every kind of future of ours, in every state, wherever one may stand:
 * what is seen is what is seen of a future of the JDK's, or what {@link Difference} says.
 */
class CompletableFutureContractTest {
    private final EventLoop loop = EventLoop.create();
    private final EventLoop other = EventLoop.create();
    private final Thread runner = new Thread(loop::runForever, "loop");
    private final Thread otherRunner = new Thread(other::runForever, "other loop");

    @BeforeEach
    void start() {
        // a source that fails when its stage has just been ended; what is reported is tested elsewhere
        loop.setExceptionHandler((on, report) -> {});
        runner.start();
        otherRunner.start();
    }

    @AfterEach
    void stop() throws Exception {
        loop.submit(() -> awaitOthers(loop)).get();
        loop.callSoon(loop::stop);
        other.callSoon(other::stop);
        runner.join();
        otherRunner.join();
        loop.close();
        other.close();
    }

    /** Waits for tasks whose cancellation is still under way. */
    private static void awaitOthers(EventLoop loop) {
        List<Task<?>> others = new ArrayList<>(loop.allTasks());
        others.remove(loop.currentTask());
        await(gatherOutcomes(others));
    }

    static Stream<Arguments> cases() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(View.values())
                .flatMap(view ->
                        Stream.of(State.values()).filter(kind::has).map(state -> Arguments.of(kind, view, state))));
    }

    @ParameterizedTest(name = "{0}, called in {1}, {2}")
    @MethodSource("cases")
    @DisplayName("FUT-22: every method does what the JDK's does")
    void everyMethod(Kind kind, View view, State state) throws Exception {
        SoftAssertions differences = new SoftAssertions();
        for (Probe probe : Probes.ALL) {
            String expected = new Trial(kind.reference(), state, probe).run(Callable::call, true, isStill(view));
            Subject subject = loop.submit(kind::make).get();
            String actual =
                    new Trial(subject, state, probe).run(caller(view), view == View.PLAIN_THREAD, isStill(view));
            differences.assertThat(actual).as("%s", probe).isEqualTo(Difference.in(kind, view, state, probe, expected));
        }
        differences.assertAll();
    }

    /** Whether nobody else runs on the loop of the future meanwhile. */
    private static boolean isStill(View view) {
        return view == View.BODY || view == View.CALLBACK;
    }

    private Trial.Caller caller(View view) {
        return new Trial.Caller() {
            @Override
            public <T> T call(Callable<T> code) throws Exception {
                return switch (view) {
                    case BODY -> loop.submit(code::call).get();
                    case CALLBACK ->
                        CompletableFuture.supplyAsync(() -> called(code), loop).get();
                    case PLAIN_THREAD -> code.call();
                    case BODY_OF_ANOTHER_LOOP -> other.submit(code::call).get();
                };
            }
        };
    }

    private static <T> T called(Callable<T> code) {
        try {
            return code.call();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    @DisplayName("FUT-22: no method of this JDK is left out")
    void everyMethodIsTried() {
        Set<String> left = new TreeSet<>(Signatures.all());
        Probes.ALL.forEach(probe -> left.remove(probe.signature()));
        left.removeAll(Probes.NOT_ABOUT_A_FUTURE);
        assertThat(left).isEmpty();
    }
}
