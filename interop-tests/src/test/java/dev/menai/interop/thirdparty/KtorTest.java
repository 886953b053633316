package dev.menai.interop.thirdparty;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.timeout;
import static dev.menai.interop.thirdparty.KtorService.plain;
import static dev.menai.interop.thirdparty.KtorService.respond;
import static io.ktor.client.plugins.HttpCallValidatorKt.HttpResponseValidator;
import static io.ktor.server.routing.RoutingBuilderKt.get;
import static io.ktor.server.routing.RoutingBuilderKt.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Barrier;
import dev.menai.Queue;
import dev.menai.Task;
import dev.menai.TimeoutException;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import io.ktor.client.HttpClient;
import io.ktor.client.request.BuildersKt;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpResponseKt;
import io.ktor.client.statement.HttpStatement;
import io.ktor.http.ContentType;
import io.ktor.http.content.MultiPartData;
import io.ktor.http.content.PartData;
import io.ktor.server.http.HttpRequestLifecycleKt;
import io.ktor.server.request.ApplicationReceiveFunctionsKt;
import io.ktor.server.response.ApplicationResponseFunctionsKt;
import io.ktor.server.routing.Routing;
import io.ktor.utils.io.ByteReadChannel;
import io.ktor.utils.io.ByteReadChannelOperationsKt;
import io.ktor.utils.io.ByteWriteChannelOperationsKt;
import io.ktor.utils.io.LineEnding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ktor's server and client, which know nothing of Java callers, used from Java alone. */
@Timeout(20)
class KtorTest {
    @Test
    @DisplayName("A handler in Java answers a GET and reads the body of a POST.")
    void getAndPost() {
        Consumer<Routing> routes = routing -> {
            get(routing, "/hello/{name}", SuspendLambdas.action(context -> {
                respond(
                        context.getCall(),
                        "Hello " + context.getCall().getParameters().get("name"));
            }));
            post(routing, "/shout", SuspendLambdas.action(context -> {
                String body = await(Suspend.call(c -> ApplicationReceiveFunctionsKt.receiveText(context.getCall(), c)));
                respond(context.getCall(), body.toUpperCase(java.util.Locale.ROOT));
            }));
        };
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(routes)) {
                assertThat(service.get("/hello/Ada")).isEqualTo("Hello Ada");
                assertThat(service.post("/shout", "a text")).isEqualTo("A TEXT");
            }
        });
    }

    @Test
    @DisplayName("A handler in Java reads a form part by part, as its parts come.")
    void multipart() {
        Consumer<Routing> routes = routing -> post(routing, "/form", SuspendLambdas.action(context -> {
            MultiPartData form = await(
                    Suspend.call(c -> ApplicationReceiveFunctionsKt.receiveMultipart(context.getCall(), 1 << 16, c)));
            List<String> fields = new ArrayList<>();
            for (PartData part; (part = await(Suspend.<PartData>call(form::readPart))) != null; ) {
                fields.add(part.getName() + "=" + ((PartData.FormItem) part).getValue());
                part.getDispose().invoke();
            }
            respond(context.getCall(), String.join("&", fields));
        }));
        String field = "--X\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String form = field.formatted("name", "Ada") + field.formatted("born", "1815") + "--X--\r\n";
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(routes)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(service.url("/form")))
                        .header("Content-Type", "multipart/form-data; boundary=X")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
                var answer = java.net.http.HttpClient.newHttpClient()
                        .sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString());
                assertThat(await(answer).body()).isEqualTo("name=Ada&born=1815");
            }
        });
    }

    @Test
    @DisplayName("What a handler in Java throws, checked or not, is a failure that the server answers.")
    void failingHandler() {
        Consumer<Routing> routes = routing -> get(routing, "/broken", SuspendLambdas.action(context -> {
            throw new IOException("made up");
        }));
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(routes)) {
                assertThat(service.response("/broken").getStatus().getValue()).isEqualTo(500);
            }
        });
    }

    @Test
    @DisplayName("Requests in a gather are there at the same time.")
    void several() {
        Barrier all = new Barrier(3);
        Consumer<Routing> routes = routing -> get(routing, "/{name}", SuspendLambdas.action(context -> {
            await(all.arrive());
            respond(context.getCall(), context.getCall().getParameters().get("name"));
        }));
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(routes)) {
                List<String> answers =
                        await(gather(() -> service.get("/a"), () -> service.get("/b"), () -> service.get("/c")));
                assertThat(answers).containsExactly("a", "b", "c");
            }
        });
    }

    @Test
    @DisplayName("A streamed body is read line by line, as the server writes it.")
    void streamed() {
        Queue<String> lines = new Queue<>();
        Consumer<Routing> routes = routing -> get(routing, "/lines", SuspendLambdas.action(context -> {
            await(Suspend.run(c -> ApplicationResponseFunctionsKt.respondBytesWriter(
                    context.getCall(),
                    ContentType.Text.INSTANCE.getPlain(),
                    null,
                    null,
                    SuspendLambdas.action(out -> {
                        for (String line : each(lines)) {
                            await(Suspend.run(
                                    end -> ByteWriteChannelOperationsKt.writeStringUtf8(out, line + "\n", end)));
                            await(Suspend.run(out::flush));
                        }
                    }),
                    c)));
        }));
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(routes)) {
                HttpStatement request = await(Suspend.call(
                        c -> BuildersKt.prepareGet(service.client(), service.url("/lines"), plain(builder -> {}), c)));
                List<String> seen = new ArrayList<>();
                lines.putNowait("line 1");
                await(Suspend.call(c -> request.execute(
                        SuspendLambdas.action(response -> {
                            for (String line : each(linesOf(response))) {
                                seen.add(line);
                                if (seen.size() == 3) {
                                    lines.shutdown();
                                } else {
                                    lines.putNowait("line " + (seen.size() + 1));
                                }
                            }
                        }),
                        c)));
                assertThat(seen).containsExactly("line 1", "line 2", "line 3");
            }
        });
    }

    private static AsyncIterable<String> linesOf(HttpResponse response) {
        return AsyncIterable.generate(out -> {
            ByteReadChannel body = await(Suspend.call(c -> HttpResponseKt.bodyAsChannel(response, c)));
            while (true) {
                String line =
                        await(Suspend.call(c -> ByteReadChannelOperationsKt.readLine(body, LineEnding.Default, c)));
                if (line == null) {
                    return;
                }
                out.yield(line);
            }
        });
    }

    /** A route that never answers, and whose handler tells when it has begun and when it was cancelled. */
    private static final class Hanging implements Consumer<Routing> {
        final CompletableFuture<Void> begun = new CompletableFuture<>();
        final CompletableFuture<Throwable> ended = new CompletableFuture<>();

        @Override
        public void accept(Routing routing) {
            routing.install(
                    HttpRequestLifecycleKt.getHttpRequestLifecycle(),
                    plain(config -> config.setCancelCallOnClose(true)));
            get(routing, "/hanging", SuspendLambdas.action(context -> {
                begun.complete(null);
                try {
                    await(new CompletableFuture<>());
                } catch (CancellationException cancellation) {
                    ended.complete(cancellation);
                    throw cancellation;
                }
            }));
        }
    }

    @Test
    @DisplayName("Cancelling a request cancels the handler of the server.")
    void cancelled() {
        Hanging routes = new Hanging();
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(routes)) {
                Task<String> request = createTask(() -> service.get("/hanging"));
                await(routes.begun);
                request.cancel("no longer wanted");
                assertThatThrownBy(() -> await(request))
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("no longer wanted");
                assertThat(await(routes.ended)).isInstanceOf(CancellationException.class);
            }
        });
    }

    @Test
    @DisplayName("A time limit ends a request that is not answered.")
    void timeLimit() {
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(new Hanging())) {
                assertThatThrownBy(() -> timeout(Duration.ofMillis(50), () -> service.get("/hanging")))
                        .isInstanceOf(TimeoutException.class);
            }
        });
    }

    @Test
    @DisplayName("What the client throws arrives as the very exception.")
    void refused() throws Exception {
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // and does not listen
            String url = "http://127.0.0.1:" + bound.getLocalPort();
            List<Throwable> seen = new CopyOnWriteArrayList<>();
            Asyncio.run(() -> {
                HttpClient client = KtorService.newClient(config -> HttpResponseValidator(
                        config,
                        plain(validator -> validator.handleResponseExceptionWithRequest(
                                SuspendLambdas.action((failure, request) -> seen.add(failure))))));
                try {
                    CompletableFuture<HttpResponse> response =
                            Suspend.call(c -> BuildersKt.get(client, url, plain(request -> {}), c));
                    assertThatThrownBy(() -> await(response))
                            .isInstanceOf(ConnectException.class)
                            // inside, with assertions on, Kotlin has seen a copy with the original as its cause
                            .isIn(seen.get(0), seen.get(0).getCause());
                } finally {
                    KtorService.close(client);
                }
            });
        }
    }
}
