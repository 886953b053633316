package dev.menai.interop.thirdparty.grpc;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.toThread;
import static dev.menai.interop.thirdparty.grpc.ServerCallsAsync.bidiStreamingServerMethodDefinition;
import static dev.menai.interop.thirdparty.grpc.ServerCallsAsync.clientStreamingServerMethodDefinition;
import static dev.menai.interop.thirdparty.grpc.ServerCallsAsync.serverStreamingServerMethodDefinition;
import static dev.menai.interop.thirdparty.grpc.ServerCallsAsync.unaryServerMethodDefinition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Queue;
import dev.menai.kotlin.Coroutines;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kotlin.coroutines.CoroutineContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Kotlin stubs of gRPC, server and client, used from Java through generated facades. */
@Timeout(20)
class FacadeGrpcTest {
    private static final MethodDescriptor<String, String> UNARY = WordsService.method(MethodType.UNARY);
    private static final MethodDescriptor<String, String> SERVER_STREAMING =
            WordsService.method(MethodType.SERVER_STREAMING);
    private static final MethodDescriptor<String, String> CLIENT_STREAMING =
            WordsService.method(MethodType.CLIENT_STREAMING);
    private static final MethodDescriptor<String, String> BIDIRECTIONAL =
            WordsService.method(MethodType.BIDI_STREAMING);

    /** Lets the bodies of a server run on the loop of the test, which ends after them. */
    private static CoroutineContext here() {
        return Coroutines.dispatcher(EventLoop.running());
    }

    private static String loud(String word) {
        return await(toThread(() -> word.toUpperCase(Locale.ROOT)));
    }

    @Test
    @DisplayName("A unary call is a future, its implementation a body that awaits.")
    void unary() throws Exception {
        Asyncio.run(() -> {
            try (WordsService words =
                    WordsService.open(unaryServerMethodDefinition(here(), UNARY, FacadeGrpcTest::loud))) {
                assertThat(await(ClientCallsAsync.unaryRpc(words.channel(), UNARY, "a word")))
                        .isEqualTo("A WORD");
                Function<String, CompletableFuture<String>> shout =
                        ClientCallsAsync.unaryRpcFunction(words.channel(), UNARY);
                assertThat(await(shout.apply("again"))).isEqualTo("AGAIN");
            }
        });
    }

    @Test
    @DisplayName("What the server streams is iterated over.")
    void serverStreaming() throws Exception {
        Function<String, AsyncIterable<String>> letters = word -> AsyncIterable.from(List.of(word.split("")));
        Asyncio.run(() -> {
            try (WordsService words =
                    WordsService.open(serverStreamingServerMethodDefinition(here(), SERVER_STREAMING, letters))) {
                AsyncIterable<String> answers =
                        ClientCallsAsync.serverStreamingRpc(words.channel(), SERVER_STREAMING, "abc");
                assertThat(answers.toList()).containsExactly("a", "b", "c");
                Function<String, AsyncIterable<String>> spell =
                        ClientCallsAsync.serverStreamingRpcFunction(words.channel(), SERVER_STREAMING);
                assertThat(spell.apply("de").toList()).containsExactly("d", "e");
                assertThat(answers.toList())
                        .as("of a second call, made by iterating again")
                        .containsExactly("a", "b", "c");
            }
        });
    }

    @Test
    @DisplayName("A stream that the client leaves ends in the server, too.")
    void leftEarly() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Function<String, AsyncIterable<String>> forever = word -> AsyncIterable.generate(out -> {
            try {
                while (true) {
                    out.yield(word);
                }
            } finally {
                ended.complete(null);
            }
        });
        Asyncio.run(() -> {
            try (WordsService words =
                    WordsService.open(serverStreamingServerMethodDefinition(here(), SERVER_STREAMING, forever))) {
                AsyncIterable<String> answers =
                        ClientCallsAsync.serverStreamingRpc(words.channel(), SERVER_STREAMING, "a");
                assertThat(answers.take(3).toList()).containsExactly("a", "a", "a");
                await(ended);
            }
        });
    }

    @Test
    @DisplayName("What the client streams is iterated over by the server.")
    void clientStreaming() throws Exception {
        Asyncio.run(() -> {
            try (WordsService words = WordsService.open(clientStreamingServerMethodDefinition(
                    here(), CLIENT_STREAMING, requests -> String.join(" ", requests.toList())))) {
                CompletableFuture<String> joined = ClientCallsAsync.clientStreamingRpc(
                        words.channel(), CLIENT_STREAMING, AsyncIterable.of("one", "two"));
                assertThat(await(joined)).isEqualTo("one two");
                assertThat(await(ClientCallsAsync.clientStreamingRpcFunction(words.channel(), CLIENT_STREAMING)
                                .apply(AsyncIterable.of("three", "four"))))
                        .isEqualTo("three four");
            }
        });
    }

    @Test
    @DisplayName("Both sides stream, each question made of the answer before.")
    void bidirectional() throws Exception {
        Function<AsyncIterable<String>, AsyncIterable<String>> echo =
                requests -> requests.map(request -> "<" + request + ">");
        Asyncio.run(() -> {
            try (WordsService words =
                    WordsService.open(bidiStreamingServerMethodDefinition(here(), BIDIRECTIONAL, echo))) {
                Queue<String> questions = new Queue<>();
                questions.putNowait("a");
                List<String> answers = new ArrayList<>();
                for (String answer :
                        each(ClientCallsAsync.bidiStreamingRpc(words.channel(), BIDIRECTIONAL, questions))) {
                    answers.add(answer);
                    if (answers.size() == 3) {
                        questions.shutdown();
                    } else {
                        questions.putNowait(answer);
                    }
                }
                assertThat(answers).containsExactly("<a>", "<<a>>", "<<<a>>>");
            }
        });
    }

    @Test
    @DisplayName("A status that the server throws is what the client's await throws.")
    void failure() throws Exception {
        Asyncio.run(() -> {
            try (WordsService words = WordsService.open(unaryServerMethodDefinition(here(), UNARY, word -> {
                throw new StatusException(Status.INVALID_ARGUMENT.withDescription("no word: " + word));
            }))) {
                assertThatThrownBy(() -> await(ClientCallsAsync.unaryRpc(words.channel(), UNARY, "7")))
                        .isInstanceOf(StatusException.class)
                        .hasMessage("INVALID_ARGUMENT: no word: 7");
            }
        });
    }

    @Test
    @DisplayName("Options that Kotlin has defaults for can be given: a deadline.")
    void deadline() throws Exception {
        Asyncio.run(() -> {
            try (WordsService words = WordsService.open(
                    unaryServerMethodDefinition(here(), UNARY, word -> await(new CompletableFuture<String>())))) {
                CompletableFuture<String> answer = ClientCallsAsync.unaryRpc(
                        words.channel(),
                        UNARY,
                        "a word",
                        options ->
                                options.callOptions(CallOptions.DEFAULT.withDeadlineAfter(50, TimeUnit.MILLISECONDS)));
                assertThatThrownBy(() -> await(answer))
                        .isInstanceOf(StatusException.class)
                        .hasMessageStartingWith("DEADLINE_EXCEEDED");
            }
        });
    }

    @Test
    @DisplayName("Cancelling the future of a call cancels its implementation in the server.")
    void cancelled() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Asyncio.run(() -> {
            try (WordsService words = WordsService.open(unaryServerMethodDefinition(here(), UNARY, word -> {
                begun.complete(null);
                try {
                    return await(new CompletableFuture<String>());
                } catch (CancellationException cancellation) {
                    ended.complete(cancellation);
                    throw cancellation;
                }
            }))) {
                CompletableFuture<String> answer = ClientCallsAsync.unaryRpc(words.channel(), UNARY, "a word");
                await(begun);
                answer.cancel(true);
                assertThatThrownBy(() -> await(answer)).isInstanceOf(CancellationException.class);
                assertThat(await(ended)).isInstanceOf(CancellationException.class);
            }
        });
    }
}
