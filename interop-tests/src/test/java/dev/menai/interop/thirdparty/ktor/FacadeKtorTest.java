package dev.menai.interop.thirdparty.ktor;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Barrier;
import dev.menai.EventLoop;
import dev.menai.Queue;
import io.ktor.http.ContentType;
import io.ktor.http.HttpMessagePropertiesKt;
import io.ktor.http.HttpStatusCode;
import io.ktor.server.http.HttpRequestLifecycleKt;
import io.ktor.server.websocket.WebSockets;
import io.ktor.websocket.Frame;
import io.ktor.websocket.FrameCommonKt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ktor's server and client, used from Java through generated facades. */
@Timeout(20)
class FacadeKtorTest {
    record Order(String item, int count) {}

    record Receipt(String text, int price) {}

    @Test
    @DisplayName("A handler answers a GET, with the defaults of Kotlin or without them.")
    void get() {
        Consumer<RoutingAsync> routes = routing -> {
            routing.get("/hello/{name}", context -> {
                String name = context.getCall().unwrap().getParameters().get("name");
                await(context.getCall().respondText("Hello " + name));
            });
            routing.get(
                    "/made",
                    context -> await(context.getCall()
                            .respondText("made", options -> options.status(HttpStatusCode.Companion.getCreated()))));
        };
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                HttpResponseAsync hello = await(ktor.client().get(ktor.url("/hello/Ada")));
                assertThat(await(hello.bodyAsText())).isEqualTo("Hello Ada");
                HttpResponseAsync made = await(ktor.client().get(ktor.url("/made")));
                assertThat(made.unwrap().getStatus().getValue()).isEqualTo(201);
            }
        });
    }

    @Test
    @DisplayName("Objects of Java are posted and answered as JSON.")
    void json() {
        Consumer<RoutingAsync> routes = routing -> routing.post("/orders", context -> {
            Order order = Json.read(await(context.getCall().receiveText()), Order.class);
            Receipt receipt = new Receipt(order.count() + " " + order.item(), 3 * order.count());
            await(context.getCall().respondText(Json.write(receipt), options -> options.contentType(Json.TYPE)));
        });
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                HttpResponseAsync response = await(ktor.client().post(ktor.url("/orders"), request -> {
                    HttpMessagePropertiesKt.contentType(request, Json.TYPE);
                    request.setBody(new Order("lamps", 2));
                    request.setBodyType(Json.type(Order.class).unwrap());
                }));
                Receipt receipt = await(response.body(Json.type(Receipt.class)));
                assertThat(receipt).isEqualTo(new Receipt("2 lamps", 6));
            }
        });
    }

    @Test
    @DisplayName("LAM-5: handlers run on the loop on which they were made, and share a plain counter.")
    void counter() {
        int[] counter = new int[1];
        Set<EventLoop> loops = new HashSet<>();
        Consumer<RoutingAsync> routes = routing -> routing.get("/", context -> {
            loops.add(EventLoop.running());
            int before = counter[0];
            for (int spin = 0; spin < 2_000; spin++) {
                Thread.onSpinWait();
            }
            counter[0] = before + 1;
            await(context.getCall().respondText("counted"));
        });
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                for (int round = 0; round < 10; round++) {
                    await(gather(Stream.generate(() -> ktor.client().get(ktor.url("/")))
                            .limit(20)
                            .toList()));
                }
                assertThat(counter[0]).isEqualTo(200);
                assertThat(loops).containsExactly(EventLoop.running());
            }
        });
    }

    @Test
    @DisplayName("Requests that are sent at once are handled at once.")
    void several() {
        Barrier all = new Barrier(3);
        Consumer<RoutingAsync> routes = routing -> routing.get("/", context -> {
            await(all.arrive());
            await(context.getCall().respondText("here"));
        });
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                String url = ktor.url("/");
                List<HttpResponseAsync> responses = await(gather(
                        ktor.client().get(url),
                        ktor.client().get(url),
                        ktor.client().get(url)));
                assertThat(responses)
                        .extracting(response -> response.unwrap().getStatus().getValue())
                        .containsExactly(200, 200, 200);
            }
        });
    }

    @Test
    @DisplayName("A streamed body is read line by line, as the server writes it.")
    void streamed() {
        Queue<String> lines = new Queue<>();
        Consumer<RoutingAsync> routes = routing -> routing.get(
                "/lines",
                context -> await(context.getCall()
                        .respondBytesWriter(
                                out -> {
                                    for (String line : each(lines)) {
                                        await(out.writeStringUtf8(line + "\n"));
                                        await(out.flush());
                                    }
                                },
                                options -> options.contentType(ContentType.Text.INSTANCE.getPlain()))));
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                lines.putNowait("line 1");
                HttpStatementAsync request = await(ktor.client().prepareGet(ktor.url("/lines")));
                List<String> read = await(request.execute(response -> {
                    List<String> seen = new ArrayList<>();
                    for (String line : each(linesOf(await(response.bodyAsChannel())))) {
                        seen.add(line);
                        if (seen.size() == 3) {
                            lines.shutdown();
                        } else {
                            lines.putNowait("line " + (seen.size() + 1));
                        }
                    }
                    return seen;
                }));
                assertThat(read).containsExactly("line 1", "line 2", "line 3");
            }
        });
    }

    private static AsyncIterable<String> linesOf(ByteReadChannelAsync body) {
        return AsyncIterable.generate(out -> {
            for (String line = await(body.readLine()); line != null; line = await(body.readLine())) {
                out.yield(line);
            }
        });
    }

    @Test
    @DisplayName("Web sockets take and give frames until one side closes.")
    void webSocket() {
        List<String> heard = new ArrayList<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Consumer<RoutingAsync> routes = routing -> {
            ApplicationPluginKtAsync.install(routing.getApplication().unwrap(), WebSockets.Plugin);
            routing.webSocket("/echo", null, session -> {
                for (Frame frame : each(session.getIncoming())) {
                    heard.add(text(frame));
                    await(session.send("echo of " + text(frame)));
                }
                closed.complete(null);
            });
        };
        List<String> answered = new ArrayList<>();
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                await(ktor.client().webSocket(ktor.webSocketUrl("/echo"), session -> {
                    for (String word : List.of("a", "b")) {
                        await(session.getOutgoing().put(new Frame.Text(word)));
                        answered.add(text(await(session.getIncoming().get())));
                    }
                }));
                await(closed); // stopping the server would cancel the handler
            }
        });
        assertThat(answered).containsExactly("echo of a", "echo of b");
        assertThat(heard).containsExactly("a", "b");
    }

    private static String text(Frame frame) {
        return FrameCommonKt.readText((Frame.Text) frame);
    }

    @Test
    @DisplayName("What a handler throws, checked or not, is a failure that the server answers.")
    void failingHandler() {
        Consumer<RoutingAsync> routes = routing -> routing.get("/broken", context -> {
            throw new IOException("made up");
        });
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                HttpResponseAsync response = await(ktor.client().get(ktor.url("/broken")));
                assertThat(response.unwrap().getStatus().getValue()).isEqualTo(500);
            }
        });
    }

    @Test
    @DisplayName("Cancelling the future of a request cancels the handler of the server.")
    void cancelled() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Consumer<RoutingAsync> routes = routing -> {
            routing.install(
                    HttpRequestLifecycleKt.getHttpRequestLifecycle(), config -> config.setCancelCallOnClose(true));
            routing.get("/hanging", context -> {
                begun.complete(null);
                try {
                    await(new CompletableFuture<>());
                } catch (CancellationException cancellation) {
                    ended.complete(cancellation);
                    throw cancellation;
                }
            });
        };
        Asyncio.run(() -> {
            try (LoopbackKtor ktor = LoopbackKtor.open(routes)) {
                CompletableFuture<HttpResponseAsync> request = ktor.client().get(ktor.url("/hanging"));
                await(begun);
                request.cancel(true);
                assertThatThrownBy(() -> await(request)).isInstanceOf(CancellationException.class);
                assertThat(await(ended)).isInstanceOf(CancellationException.class);
            }
        });
    }
}
