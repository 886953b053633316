package dev.menai.interop.thirdparty;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.interop.thirdparty.KtorService.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.Asyncio;
import dev.menai.kotlin.ChannelSink;
import dev.menai.kotlin.ChannelSource;
import dev.menai.kotlin.Channels;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import io.ktor.client.plugins.websocket.BuildersKt;
import io.ktor.server.application.ApplicationPluginKt;
import io.ktor.server.routing.Routing;
import io.ktor.server.routing.RoutingRootKt;
import io.ktor.server.websocket.RoutingKt;
import io.ktor.server.websocket.WebSockets;
import io.ktor.websocket.Frame;
import io.ktor.websocket.FrameCommonKt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The channels of Ktor's web sockets, used from Java alone. */
@Timeout(20)
class KtorWebSocketTest {
    private static String text(Frame frame) {
        return FrameCommonKt.readText((Frame.Text) frame);
    }

    /** Answers each frame until the client closes. */
    private static void echo(Routing routing, List<String> heard, CompletableFuture<Void> closed) {
        ApplicationPluginKt.install(RoutingRootKt.getApplication(routing), WebSockets.Plugin, plain(options -> {}));
        RoutingKt.webSocket(routing, "/echo", null, SuspendLambdas.action(session -> {
            ChannelSink<Frame> answers = Channels.sink(session.getOutgoing());
            for (Frame frame : each(Channels.source(session.getIncoming()))) {
                heard.add(text(frame));
                await(answers.put(new Frame.Text("echo of " + text(frame))));
            }
            closed.complete(null);
        }));
    }

    @Test
    @DisplayName("Both sides put frames into channels and get them out until one closes.")
    void echo() {
        List<String> heard = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Asyncio.run(() -> {
            try (KtorService service = KtorService.open(routing -> echo(routing, heard, closed))) {
                await(Suspend.run(c -> BuildersKt.webSocket(
                        service.client(),
                        "ws://" + service.address() + "/echo",
                        plain(request -> {}),
                        SuspendLambdas.action(session -> {
                            ChannelSink<Frame> questions = Channels.sink(session.getOutgoing());
                            ChannelSource<Frame> answers = Channels.source(session.getIncoming());
                            for (String word : List.of("a", "b")) {
                                await(questions.put(new Frame.Text(word)));
                                answered.add(text(await(answers.get())));
                            }
                        }),
                        c)));
                await(closed); // stopping the server would cancel the handler
            }
        });
        assertThat(answered).containsExactly("echo of a", "echo of b");
        assertThat(heard).containsExactly("a", "b");
    }
}
