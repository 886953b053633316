package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncIterable;
import dev.menai.fixture.Accounts;
import dev.menai.fixture.Count;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Flows;
import dev.menai.fixture.MemoryStore;
import dev.menai.fixture.Note;
import dev.menai.fixture.Notebook;
import dev.menai.fixture.Plain;
import dev.menai.fixture.Probe;
import dev.menai.fixture.UserId;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.StateView;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProxiedFacadeTest {
    private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);

    /** A notebook as Java likes it. */
    public interface Notes {
        CompletableFuture<Note> find(String title);

        CompletionStage<Void> add(Note note);

        AsyncIterable<Note> additions();

        StateView<Integer> getSize();

        default CompletableFuture<String> textOf(String title) {
            return find(title).thenApply(Note::getText);
        }
    }

    @Test
    @DisplayName(
            "PRX-1: an interface of Java's is a facade of a Kotlin object: futures, flows, states, bodies of its own.")
    void notes() {
        Notes notes = Facades.of(Notes.class, new Notebook(new MemoryStore()));
        Programs.run(() -> {
            await(notes.add(new Note("milk", "two")));
            assertThat(await(notes.textOf("milk"))).isEqualTo("two");
            assertThat(await(notes.find("bread"))).isNull();
            assertThat(notes.additions().take(1).toList())
                    .extracting(Note::getTitle)
                    .containsExactly("milk");
            assertThat(notes.getSize().value()).isEqualTo(1);
        });
    }

    /** Plain values, for linear code. */
    public interface LinearPlain {
        String greetLater(String name);

        void touchLater();

        String greetFailed(String name) throws FixtureException;
    }

    @Test
    @DisplayName("PRX-2: a plain value of a suspend function is awaited in a body, and waited for on a plain thread.")
    void linear() throws FixtureException {
        LinearPlain plain = Facades.of(LinearPlain.class, new Plain());
        Programs.run(() -> {
            assertThat(plain.greetLater("Ada")).isEqualTo("Hello Ada");
            plain.touchLater();
            assertThatThrownBy(() -> plain.greetFailed("Ada")).isExactlyInstanceOf(FixtureException.class);
        });
        assertThat(plain.greetLater("Grace")).isEqualTo("Hello Grace");
    }

    /** Value classes as themselves. */
    public interface JavaAccounts {
        CompletableFuture<UserId> user(UserId id);

        CompletableFuture<UserId> userLater(UserId id);

        CompletableFuture<Count> countLater(Count count);

        CompletableFuture<String> close(UserId id);

        CompletableFuture<String> close(String id);

        UserId plain(UserId id);
    }

    @Test
    @DisplayName("PRX-3: value classes are taken and returned as themselves, and tell a function from its plain twin.")
    void valueClasses() {
        JavaAccounts accounts = Facades.of(JavaAccounts.class, new Accounts());
        Programs.run(() -> {
            UserId ada = USER_ID.box("ada");
            assertThat(await(accounts.user(ada))).isEqualTo(USER_ID.box("ada!"));
            assertThat(await(accounts.userLater(ada))).isEqualTo(USER_ID.box("ada!"));
            ValueClass<Count> counts = ValueClass.of(Count.class);
            assertThat(await(accounts.countLater(counts.box(1)))).isEqualTo(counts.box(2));
            assertThat(await(accounts.close(ada))).isEqualTo("user ada");
            assertThat(await(accounts.close("ada"))).isEqualTo("text ada");
            assertThat(accounts.plain(ada)).isEqualTo(ada);
        });
    }

    /** Can be cancelled. */
    public interface Hanging {
        CompletableFuture<Void> hang();
    }

    @Test
    @DisplayName("PRX-4: cancelling the future cancels the function.")
    void cancelled() {
        Probe probe = new Probe();
        Programs.run(() -> {
            CompletableFuture<Void> call = Facades.of(Hanging.class, probe).hang();
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(probe.getSteps()).containsExactly("started", "finally");
        });
    }

    /** Wants what is not there. */
    public interface Wrong {
        CompletableFuture<Integer> find(String title);

        CompletableFuture<Note> find(int number);

        String unheardOf();
    }

    @Test
    @DisplayName("PRX-5: methods without a function are named when the facade is made, with what there is.")
    void missing() {
        assertThatThrownBy(() -> Facades.of(Wrong.class, new Notebook(new MemoryStore())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kotlinObject must have functions for all methods of " + Wrong.class.getName()
                        + ", but dev.menai.fixture.Notebook has none for\n"
                        + "  CompletableFuture find(String), only suspend fun find(String): Note\n"
                        + "  CompletableFuture find(int), only suspend fun find(String): Note\n"
                        + "  String unheardOf()");
        assertThatThrownBy(() -> Facades.of(null, "x")).hasMessage("javaInterface must not be null");
        assertThatThrownBy(() -> Facades.of(Wrong.class, null)).hasMessage("kotlinObject must not be null");
        assertThatThrownBy(() -> Facades.of(String.class, "x"))
                .hasMessage("javaInterface must be an interface, but was class java.lang.String");
    }

    /** Looks at states. */
    public interface States {
        StateView<String> getState();

        CompletableFuture<AsyncIterable<String>> openLater(String name);
    }

    @Test
    @DisplayName("PRX-1: a flow that a suspend function returns is iterated as any other.")
    void flows() {
        Flows flows = new Flows();
        States states = Facades.of(States.class, flows);
        Programs.run(() -> {
            assertThat(states.getState().value()).isEqualTo("initial");
            assertThat(await(states.openLater("a")).toList()).containsExactly("a", "A");
        });
    }

    @Test
    @DisplayName("PRX-6: facades of equal objects are equal, and tell what they are of.")
    void identity() {
        Plain plain = new Plain();
        LinearPlain facade = Facades.of(LinearPlain.class, plain);
        assertThat(facade)
                .isEqualTo(Facades.of(LinearPlain.class, plain))
                .hasSameHashCodeAs(plain)
                .hasToString("LinearPlain[" + plain + "]")
                .isNotEqualTo(Facades.of(LinearPlain.class, new Plain()));
    }
}
