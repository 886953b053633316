package dev.menai.interop.thirdparty.ktor;

import static dev.menai.Asyncio.await;
import static io.ktor.client.plugins.contentnegotiation.ContentNegotiationKt.getContentNegotiation;

import dev.menai.kotlin.Coroutines;
import io.ktor.client.engine.cio.CIO;
import io.ktor.client.plugins.websocket.WebSockets;
import java.util.function.Consumer;
import kotlinx.coroutines.Job;

/** A Ktor server on a free port of the loopback interface and a client for it, both over CIO and behind facades. */
final class LoopbackKtor implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final EmbeddedServerAsync<?, ?> server;
    private final HttpClientAsync client;
    private final int port;

    private LoopbackKtor(EmbeddedServerAsync<?, ?> server, HttpClientAsync client, int port) {
        this.server = server;
        this.client = client;
        this.port = port;
    }

    static LoopbackKtor open(Consumer<RoutingAsync> routes) {
        EmbeddedServerAsync<?, ?> server = EmbeddedServerKtAsync.embeddedServer(
                io.ktor.server.cio.CIO.INSTANCE,
                application -> application.routing(routes),
                options -> options.host(LOOPBACK).port(0));
        await(server.startSuspend());
        int port = await(server.getApplication().getEngine().resolvedConnectors())
                .get(0)
                .getPort();
        HttpClientAsync client = HttpClientKtAsync.HttpClient(CIO.INSTANCE, config -> {
            config.install(WebSockets.Plugin);
            config.install(getContentNegotiation(), negotiation -> ContentNegotiationConfigAsync.of(negotiation)
                    .register(Json.TYPE, Json.converter()));
        });
        return new LoopbackKtor(server, client, port);
    }

    HttpClientAsync client() {
        return client;
    }

    String url(String path) {
        return "http://" + LOOPBACK + ":" + port + path;
    }

    String webSocketUrl(String path) {
        return "ws://" + LOOPBACK + ":" + port + path;
    }

    @Override
    public void close() {
        client.unwrap().close();
        await(Coroutines.future(client.unwrap().getCoroutineContext().get(Job.Key)));
        await(server.stopSuspend(options -> options.gracePeriodMillis(0).timeoutMillis(5_000)));
    }
}
