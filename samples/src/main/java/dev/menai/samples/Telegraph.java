package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;

import dev.menai.Asyncio;
import dev.menai.Queue;
import dev.menai.kotlin.KotlinFacade;
import io.ktor.client.HttpClient;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpStatement;
import io.ktor.server.application.Application;
import io.ktor.server.application.ApplicationCall;
import io.ktor.server.cio.CIO;
import io.ktor.server.engine.ApplicationEngine;
import io.ktor.server.engine.EmbeddedServer;
import io.ktor.server.routing.Route;
import io.ktor.server.routing.Routing;
import io.ktor.server.routing.RoutingCall;
import io.ktor.server.routing.RoutingContext;
import io.ktor.utils.io.ByteReadChannel;
import io.ktor.utils.io.ByteWriteChannel;

/** Java over Ktor, a library made for Kotlin alone: its server and its client, through facades that javac has written. */
@KotlinFacade({EmbeddedServer.class, ApplicationEngine.class, Application.class, Routing.class, Route.class})
@KotlinFacade({RoutingContext.class, RoutingCall.class, ApplicationCall.class, ByteWriteChannel.class})
@KotlinFacade({HttpClient.class, HttpStatement.class, HttpResponse.class, ByteReadChannel.class})
@KotlinFacade(
        functions = {
            "io.ktor.server.engine.EmbeddedServerKt",
            "io.ktor.server.routing.RoutingRootKt",
            "io.ktor.server.routing.RoutingBuilderKt",
            "io.ktor.server.request.ApplicationReceiveFunctionsKt",
            "io.ktor.server.response.ApplicationResponseFunctionsKt",
            "io.ktor.client.HttpClientKt",
            "io.ktor.client.request.BuildersKt",
            "io.ktor.client.statement.HttpResponseKt",
            "io.ktor.utils.io.ByteReadChannelOperationsKt",
            "io.ktor.utils.io.ByteWriteChannelOperationsKt"
        })
public final class Telegraph {
    private final Queue<String> messages = new Queue<>();

    private void station(RoutingAsync routing) {
        routing.post("/messages", context -> {
            String text = await(context.getCall().receiveText());
            await(messages.put(text));
            await(context.getCall().respondText(text.length() + " letters"));
        });
        routing.get(
                "/messages",
                context -> await(context.getCall().respondBytesWriter(out -> {
                    for (String message : each(messages)) {
                        await(out.writeStringUtf8(message + "\n"));
                        await(out.flush());
                    }
                })));
    }

    private static String send(HttpClientAsync client, String url, String text) {
        HttpResponseAsync response = await(client.post(url, request -> request.setBody(text)));
        return await(response.bodyAsText());
    }

    /** Prints what comes, while it comes, and returns the number of lines. */
    private static int listen(HttpResponseAsync response) {
        ByteReadChannelAsync body = await(response.bodyAsChannel());
        int lines = 0;
        for (String line = await(body.readLine()); line != null; line = await(body.readLine())) {
            System.out.println("heard: " + line);
            lines++;
        }
        return lines;
    }

    private void talk(HttpClientAsync client, String url) {
        System.out.println("sent: " + send(client, url, "all well"));
        System.out.println("sent: " + await(gather(() -> send(client, url, "stop"), () -> send(client, url, "stop"))));
        messages.shutdown();
        HttpStatementAsync request = await(client.prepareGet(url));
        System.out.println(await(request.execute(Telegraph::listen)) + " in all");
    }

    static void open() {
        Telegraph telegraph = new Telegraph();
        EmbeddedServerAsync<?, ?> server = EmbeddedServerKtAsync.embeddedServer(
                CIO.INSTANCE,
                application -> application.routing(telegraph::station),
                options -> options.host("127.0.0.1").port(0));
        HttpClientAsync client = HttpClientKtAsync.HttpClient(io.ktor.client.engine.cio.CIO.INSTANCE);
        try {
            await(server.startSuspend());
            int port = await(server.getApplication().getEngine().resolvedConnectors())
                    .get(0)
                    .getPort();
            telegraph.talk(client, "http://127.0.0.1:" + port + "/messages");
        } finally {
            client.unwrap().close();
            await(server.stopSuspend(options -> options.gracePeriodMillis(0)));
        }
    }

    public static void main(String[] arguments) {
        Asyncio.run(Telegraph::open);
    }
}
