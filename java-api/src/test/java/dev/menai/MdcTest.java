package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.toThread;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.menai.support.Programs;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** SLF4J's mapped diagnostic context, with Logback. */
class MdcTest {
    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    @DisplayName("CTX-12: SLF4J's MDC is carried without being declared: into tasks, threads and callbacks, and back")
    void everySeam() {
        MDC.put("request", "caller");
        Programs.run(() -> {
            MDC.put("request", "main");
            Task<String> task = createTask(() -> {
                String seen = MDC.get("request");
                MDC.put("request", "task");
                MDC.put("user", "Ada");
                turn();
                return seen + " " + MDC.get("request") + " " + MDC.get("user");
            });
            AsyncFuture<String> callback = EventLoop.running().createFuture();
            EventLoop.running().callSoon(() -> callback.setResult(MDC.get("request")));
            MDC.put("request", "changed");
            assertThat(await(gather(task, callback))).containsExactly("main task Ada", "main");
            assertThat(await(toThread(() -> MDC.get("request")))).isEqualTo("changed");
            assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request", "changed"));
        });
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request", "caller"));
    }

    @Test
    @DisplayName("CTX-12: log lines of bodies that take turns have each their own MDC")
    void logLines() {
        Logger logger = (Logger) LoggerFactory.getLogger(MdcTest.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent line) {
                line.prepareForDeferredProcessing(); // looks at the MDC
                super.append(line);
            }
        };
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            Programs.run(
                    () -> await(gather(createTask(() -> serve(logger, "a")), createTask(() -> serve(logger, "b")))));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(line -> line.getMessage() + " " + line.getMDCPropertyMap())
                .containsExactly("begin {request=a}", "begin {request=b}", "end {request=a}", "end {request=b}");
    }

    private static void serve(Logger logger, String request) {
        try (MDC.MDCCloseable entry = MDC.putCloseable("request", request)) {
            logger.info("begin");
            turn();
            logger.info("end");
        }
        turn();
        assertThat(MDC.get("request")).isNull();
    }
}
