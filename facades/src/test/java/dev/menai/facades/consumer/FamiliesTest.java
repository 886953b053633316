package dev.menai.facades.consumer;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.facades.consumer.family.DequePipeAsync;
import dev.menai.facades.consumer.family.OpenedKinds;
import dev.menai.facades.consumer.family.PipeAsync;
import dev.menai.facades.consumer.family.SourceAsync;
import dev.menai.facades.consumer.family.TextSourceAsync;
import dev.menai.facades.consumer.family.UserAsync;
import dev.menai.fixture.Kinds;
import dev.menai.fixture.TextSource;
import dev.menai.fixture.UserId;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    @Test
    @DisplayName("FAC-8: the facade of a subtype is one of the supertype.")
    void inheritance() {
        Programs.run(() -> {
            DequePipeAsync<String> deque = DequePipeAsync.create();
            PipeAsync<String> pipe = deque;
            SourceAsync<String> source = pipe;
            await(pipe.put("a"));
            await(pipe.put("b"));
            assertThat(await(source.next())).isEqualTo("a");
            assertThat(await(source.nextOrNull())).isEqualTo("b");
            assertThat(deque).isEqualTo(SourceAsync.of(deque.unwrap()));
            assertThat(SourceAsync.of(deque.unwrap())).isEqualTo(deque);
        });
    }

    @Test
    @DisplayName("FAC-8: an override is called through the facade of the supertype, too.")
    void overrides() {
        Programs.run(() -> {
            TextSource text = Facades.implement(TextSource.class, new Words());
            SourceAsync<String> source = TextSourceAsync.of(text);
            assertThat(await(source.next())).isEqualTo("word");
        });
    }

    @Test
    @DisplayName("FAC-8: an extension is a method of its receiver's facade.")
    void extensions() {
        Programs.run(() -> {
            UserAsync ada = UserAsync.create(ValueClass.of(UserId.class).box("ada"), "Ada");
            assertThat(await(ada.greeting("Hello"))).isEqualTo("Hello Ada");
        });
    }

    @Test
    @DisplayName("FAC-9: a blocking twin waits, and throws what the function is annotated to throw.")
    void blocking() throws Exception {
        OpenedKinds kinds = OpenedKinds.of(new Kinds());
        assertThat(kinds.readBlocking("r")).isEqualTo("r");
        assertThatThrownBy(() -> kinds.readBlocking("")).isInstanceOf(IOException.class);
        kinds.setBlocking("key", 3);
        assertThat(kinds.getBlocking("key")).isEqualTo(3);
    }

    @Test
    @DisplayName("FAC-9: a blocking twin is refused in a body.")
    void blockingRefused() {
        Programs.run(() -> assertThatThrownBy(() -> OpenedKinds.of(new Kinds()).readBlocking("r"))
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    @DisplayName("FAC-9: a linear twin awaits.")
    void linear() {
        Programs.run(() -> {
            OpenedKinds kinds = OpenedKinds.of(new Kinds());
            assertThat(kinds.invokeAwait("x")).isEqualTo("invoked x");
            assertThatThrownBy(() -> kinds.readAwait("")).isInstanceOf(IOException.class);
        });
    }

    /** Gives one word. */
    public static class Words {
        /** Gives it. */
        public CompletableFuture<String> next() {
            return CompletableFuture.completedFuture("word");
        }

        /** Gives it in capitals. */
        public CompletableFuture<String> nextLoud() {
            return CompletableFuture.completedFuture("WORD");
        }
    }
}
