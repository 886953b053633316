/** Facades of Ktor, server and client, and what is done with them from Java alone. */
@KotlinFacade({
    HttpClient.class,
    HttpClientConfig.class,
    HttpResponse.class,
    HttpStatement.class,
    ContentNegotiationConfig.class,
    TypeInfo.class,
    ApplicationEngine.class,
    EmbeddedServer.class,
    Application.class,
    Route.class,
    Routing.class,
    RoutingContext.class,
    ApplicationCall.class,
    RoutingCall.class,
    ByteReadChannel.class,
    ByteWriteChannel.class,
    WebSocketSession.class,
    DefaultClientWebSocketSession.class,
    DefaultWebSocketServerSession.class
})
@KotlinFacade(
        functions = {
            "io.ktor.client.HttpClientKt",
            "io.ktor.client.request.BuildersKt",
            "io.ktor.client.statement.HttpResponseKt",
            "io.ktor.client.call.HttpClientCallKt",
            "io.ktor.server.engine.EmbeddedServerKt",
            "io.ktor.server.application.ApplicationPluginKt",
            "io.ktor.server.routing.RoutingRootKt",
            "io.ktor.server.routing.RoutingBuilderKt",
            "io.ktor.server.response.ApplicationResponseFunctionsKt",
            "io.ktor.server.request.ApplicationReceiveFunctionsKt",
            "io.ktor.server.websocket.RoutingKt",
            "io.ktor.websocket.WebSocketSessionKt",
            "io.ktor.websocket.FrameCommonKt",
            "io.ktor.utils.io.ByteReadChannelOperationsKt",
            "io.ktor.utils.io.ByteWriteChannelOperationsKt"
        })
@KotlinFacade(functions = "io.ktor.client.plugins.websocket.BuildersKt", name = "ClientWebSockets")
package dev.menai.interop.thirdparty.ktor;

import dev.menai.kotlin.KotlinFacade;
import io.ktor.client.HttpClient;
import io.ktor.client.HttpClientConfig;
import io.ktor.client.plugins.contentnegotiation.ContentNegotiationConfig;
import io.ktor.client.plugins.websocket.DefaultClientWebSocketSession;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpStatement;
import io.ktor.server.application.Application;
import io.ktor.server.application.ApplicationCall;
import io.ktor.server.engine.ApplicationEngine;
import io.ktor.server.engine.EmbeddedServer;
import io.ktor.server.routing.Route;
import io.ktor.server.routing.Routing;
import io.ktor.server.routing.RoutingCall;
import io.ktor.server.routing.RoutingContext;
import io.ktor.server.websocket.DefaultWebSocketServerSession;
import io.ktor.util.reflect.TypeInfo;
import io.ktor.utils.io.ByteReadChannel;
import io.ktor.utils.io.ByteWriteChannel;
import io.ktor.websocket.WebSocketSession;
