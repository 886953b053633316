package dev.menai.interop.thirdparty;

import static dev.menai.Asyncio.await;
import static io.ktor.client.plugins.websocket.BuildersKt.WebSockets;

import dev.menai.kotlin.Coroutines;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import io.ktor.client.HttpClient;
import io.ktor.client.HttpClientConfig;
import io.ktor.client.HttpClientKt;
import io.ktor.client.engine.cio.CIOEngineConfig;
import io.ktor.client.request.BuildersKt;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpResponseKt;
import io.ktor.server.application.ApplicationCall;
import io.ktor.server.engine.EmbeddedServer;
import io.ktor.server.engine.EmbeddedServerKt;
import io.ktor.server.engine.EngineConnectorConfig;
import io.ktor.server.response.ApplicationResponseFunctionsKt;
import io.ktor.server.routing.Routing;
import io.ktor.server.routing.RoutingRootKt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.Job;

/**
 * A Ktor server on a free port of the loopback interface and a Ktor client for it, both over CIO. Opened and closed in
 * a body; closing waits for the end of both.
 */
final class KtorService implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final EmbeddedServer<?, ?> server;
    private final HttpClient client;
    private final int port;

    private KtorService(EmbeddedServer<?, ?> server, HttpClient client, int port) {
        this.server = server;
        this.client = client;
        this.port = port;
    }

    static KtorService open(Consumer<Routing> routes) {
        EmbeddedServer<?, ?> server = EmbeddedServerKt.embeddedServer(
                io.ktor.server.cio.CIO.INSTANCE,
                0,
                LOOPBACK,
                List.of(),
                SuspendLambdas.action(application -> RoutingRootKt.routing(application, plain(routes))));
        await(Suspend.call(c -> server.startSuspend(false, c)));
        List<? extends EngineConnectorConfig> connectors =
                await(Suspend.call(c -> server.getEngine().resolvedConnectors(c)));
        return new KtorService(
                server,
                newClient(config -> WebSockets(config, plain(options -> {}))),
                connectors.get(0).getPort());
    }

    static HttpClient newClient(Consumer<HttpClientConfig<CIOEngineConfig>> configuration) {
        return HttpClientKt.HttpClient(io.ktor.client.engine.cio.CIO.INSTANCE, plain(configuration));
    }

    /** Returns {@code body} as a Kotlin lambda that returns {@code Unit} and does not suspend. */
    static <T> Function1<T, Unit> plain(Consumer<T> body) {
        return argument -> {
            body.accept(argument);
            return Unit.INSTANCE;
        };
    }

    /** Answers {@code call}, which is in a handler of the server. */
    static void respond(ApplicationCall call, String text) {
        await(Suspend.run(
                c -> ApplicationResponseFunctionsKt.respondText(call, text, null, null, plain(content -> {}), c)));
    }

    HttpClient client() {
        return client;
    }

    /** Returns the host and port of the server. */
    String address() {
        return LOOPBACK + ":" + port;
    }

    String url(String path) {
        return "http://" + address() + path;
    }

    String get(String path) {
        return text(response(path));
    }

    HttpResponse response(String path) {
        return await(Suspend.call(c -> BuildersKt.get(client, url(path), plain(request -> {}), c)));
    }

    String post(String path, String body) {
        Function1<HttpRequestBuilder, Unit> withBody = plain(request -> request.setBody(body));
        HttpResponse response = await(Suspend.call(c -> BuildersKt.post(client, url(path), withBody, c)));
        return text(response);
    }

    private static String text(HttpResponse response) {
        return await(Suspend.call(c -> HttpResponseKt.bodyAsText(response, StandardCharsets.UTF_8, c)));
    }

    @Override
    public void close() {
        close(client);
        await(Suspend.run(c -> server.stopSuspend(0, 5_000, c)));
    }

    static void close(HttpClient client) {
        client.close();
        CompletableFuture<Void> closed =
                Coroutines.future(client.getCoroutineContext().get(Job.Key));
        await(closed);
    }
}
