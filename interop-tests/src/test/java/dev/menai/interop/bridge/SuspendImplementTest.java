package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.TimeoutException;
import dev.menai.fixture.Answers;
import dev.menai.fixture.AnswersCaller;
import dev.menai.fixture.CompatibleGreeter;
import dev.menai.fixture.Count;
import dev.menai.fixture.InterfacesKt;
import dev.menai.fixture.InterfacesWithBodiesKt;
import dev.menai.fixture.ModernGreeter;
import dev.menai.fixture.Nickname;
import dev.menai.fixture.Note;
import dev.menai.fixture.NoteStore;
import dev.menai.fixture.OldGreeter;
import dev.menai.fixture.OldInterfacesKt;
import dev.menai.fixture.OrderId;
import dev.menai.fixture.Source;
import dev.menai.fixture.Tagged;
import dev.menai.fixture.User;
import dev.menai.fixture.UserId;
import dev.menai.fixture.UserIdSource;
import dev.menai.fixture.UserStore;
import dev.menai.fixture.UserStoreKt;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.CancelEverywhere;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SuspendImplementTest {
    private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);
    private static final ValueClass<Count> COUNT = ValueClass.of(Count.class);

    /** Some methods return stages, others are linear code. */
    public static class ListStore {
        private final List<User> users = new ArrayList<>();

        public String getName() {
            return "list";
        }

        public User load(UserId id) {
            Programs.turn();
            return users.stream()
                    .filter(user -> user.toString().contains(id.toString()))
                    .findFirst()
                    .orElse(null);
        }

        public CompletionStage<Integer> store(User user) {
            users.add(user);
            return Asyncio.sleep(java.time.Duration.ofSeconds(1), users.size());
        }

        public void remove(String name) {
            users.removeIf(user -> user.getName().equals(name));
        }
    }

    @Test
    @DisplayName("IMP-1: stages and linear code of Java are the suspend functions of a Kotlin interface; bodies stay.")
    void store() {
        UserStore store = Facades.implement(UserStore.class, new ListStore());
        Programs.run(() -> {
            CompletableFuture<List<String>> seen = Suspend.call(c -> UserStoreKt.exercise(store, c));
            assertThat(await(seen))
                    .containsExactly("list true", "stored 1", "loaded Ada", "default nobody", "removed null");
        });
    }

    /** Gives what it is told to. */
    public static class Giving {
        public String getName() {
            return "giving";
        }

        public CompletionStage<String> name() {
            return CompletableFuture.completedFuture("Grace");
        }

        public String find(String name, int limit) {
            return name + limit;
        }
    }

    @Test
    @DisplayName(
            "IMP-2: what Java leaves out keeps its body in Kotlin, whatever compiler put it where, with its defaults.")
    void bodies() {
        CompatibleGreeter compatible = Facades.implement(CompatibleGreeter.class, new Giving());
        ModernGreeter modern = Facades.implement(ModernGreeter.class, new Giving());
        OldGreeter old = Facades.implement(OldGreeter.class, new Giving());
        Programs.run(() -> {
            CompletableFuture<List<String>> all =
                    Suspend.call(c -> InterfacesWithBodiesKt.greetAll(compatible, modern, c));
            assertThat(await(all))
                    .containsExactly(
                            "Hi Grace",
                            "Hello Grace, Hello Grace",
                            "Grace u",
                            "compatible",
                            "Hi Grace",
                            "Hello Grace, Hello Grace",
                            "n10");
            CompletableFuture<List<String>> olds = Suspend.call(c -> OldInterfacesKt.greetOld(old, c));
            assertThat(await(olds)).containsExactly("Hi Grace", "Ho Grace", "Hello Grace, Hello Grace", "n10", "old");
        });
    }

    /** Answers in every form, at once or after a turn. */
    public static class EveryAnswer {
        private final boolean isLater;

        EveryAnswer(boolean isLater) {
            this.isLater = isLater;
        }

        private <T> T given(T value) {
            if (isLater) {
                Programs.turn();
            }
            return value;
        }

        public String text() {
            return given("text");
        }

        public int number() {
            return given(1);
        }

        public void unit() {
            given(null);
        }

        public UserId user() {
            return given(USER_ID.box("user"));
        }

        public CompletionStage<UserId> userOrNull() {
            return CompletableFuture.completedFuture(given(null));
        }

        public Count count() {
            return given(COUNT.box(1));
        }

        public Count countOrNull() {
            return given(null);
        }

        public Nickname nickname() {
            return given(ValueClass.of(Nickname.class).box(null));
        }

        public Nickname nicknameOrNull() {
            return given(ValueClass.of(Nickname.class).box(null));
        }

        public OrderId order() {
            return given(ValueClass.of(OrderId.class).box("ord"));
        }

        public Tagged<String> tagged() {
            return given(cast(ValueClass.of(Tagged.class).box("tag")));
        }

        @SuppressWarnings("unchecked")
        private static Tagged<String> cast(Object tagged) {
            return (Tagged<String>) tagged;
        }

        public String result() throws IOException {
            if (isLater) {
                Programs.turn();
                throw new IOException("as a value");
            }
            return "success";
        }

        public UserId userResult() {
            return given(USER_ID.box("u"));
        }

        public List<UserId> users() {
            return given(List.of(USER_ID.box("ab")));
        }

        public String take(UserId user, UserId userOrNull, Count count, Count countOrNull, Nickname name) {
            return given(user + " " + userOrNull + " " + count + " " + countOrNull + " " + name);
        }
    }

    @Test
    @DisplayName("IMP-3: a Kotlin caller gets value classes and Results in the form it expects, at once and later.")
    void forms() {
        for (boolean isLater : List.of(false, true)) {
            AnswersCaller caller = new AnswersCaller(Facades.implement(Answers.class, new EveryAnswer(isLater)));
            Programs.run(() -> {
                assertThat(await(Suspend.<String>call(caller::text))).isEqualTo("text 4");
                assertThat(await(Suspend.<String>call(caller::number))).isEqualTo("number 2");
                assertThat(await(Suspend.<String>call(caller::unit))).isEqualTo("unit");
                assertThat(await(Suspend.<String>call(caller::user))).isEqualTo("user 4");
                assertThat(await(Suspend.<String>call(caller::userOrNull))).isEqualTo("user null");
                assertThat(await(Suspend.<String>call(caller::count))).isEqualTo("count 2");
                assertThat(await(Suspend.<String>call(caller::countOrNull))).isEqualTo("count null");
                assertThat(await(Suspend.<String>call(caller::nickname))).isEqualTo("name null");
                assertThat(await(Suspend.<String>call(caller::nicknameOrNull))).isEqualTo("name empty");
                assertThat(await(Suspend.<String>call(caller::order))).isEqualTo("order 3");
                assertThat(await(Suspend.<String>call(caller::tagged))).isEqualTo("tagged 3");
                assertThat(await(Suspend.<String>call(caller::result)))
                        .isEqualTo(isLater ? "failure as a value" : "success 7");
                assertThat(await(Suspend.<String>call(caller::userResult))).isEqualTo("success 1");
                assertThat(await(Suspend.<String>call(caller::users))).isEqualTo("users [2]");
                assertThat(await(Suspend.<String>call(caller::take)))
                        .isEqualTo(
                                "UserId(value=a) UserId(value=b) Count(value=1) Count(value=2) Nickname(value=null)");
                assertThat(await(Suspend.<String>call(caller::takeAbsent)))
                        .isEqualTo("UserId(value=a) null Count(value=1) null null");
            });
        }
    }

    /** Gives what is inside of value classes. */
    public static class Inside {
        private final Iterator<String> values;

        Inside(String... values) {
            this.values = List.of(values).iterator();
        }

        public String next() {
            Programs.turn();
            return values.next();
        }
    }

    @Test
    @DisplayName("IMP-4: generic interfaces, and those that narrow a type parameter to a value class, work as well.")
    @SuppressWarnings("unchecked")
    void generics() {
        Programs.run(() -> {
            Source<String> texts = Facades.implement(Source.class, new Inside("a", "b"));
            List<? extends String> drained =
                    await(Suspend.<List<? extends String>>call(c -> InterfacesKt.drain(texts, 2, c)));
            assertThat(List.<String>copyOf(drained)).containsExactly("a", "b");
            UserIdSource users = Facades.implement(UserIdSource.class, new Inside("x", "y"));
            assertThat(await(Suspend.<List<String>>call(c -> InterfacesKt.drainUsers(users, 2, c))))
                    .containsExactly("x", "y");
        });
    }

    /** Fails in both ways. */
    public static class Failing {
        static final IOException FAILURE = new IOException("made up");

        public CompletionStage<String> text() {
            return CompletableFuture.failedFuture(FAILURE);
        }

        public String name() throws IOException {
            throw FAILURE;
        }

        public String find(String name, int limit) throws IOException {
            Programs.turn();
            throw FAILURE;
        }
    }

    @Test
    @DisplayName("IMP-5: what a Java method throws, checked or not, at once or later, is what Kotlin gets.")
    void failures() {
        Programs.run(() -> {
            ModernGreeter greeter = Facades.implement(ModernGreeter.class, new Failing());
            assertThatThrownBy(() -> await(Suspend.<String>call(greeter::name))).isSameAs(Failing.FAILURE);
            assertThatThrownBy(() -> await(Suspend.<String>call(c -> greeter.greet("x", c))))
                    .isSameAs(Failing.FAILURE);
            assertThatThrownBy(() -> await(Suspend.<String>call(c -> greeter.find("x", 1, c))))
                    .isSameAs(Failing.FAILURE);
        });
    }

    /** Waits for ever. */
    public static class Hanging {
        final List<String> steps = new CopyOnWriteArrayList<>();

        public String next() {
            try {
                return Programs.after(3600, "never");
            } finally {
                steps.add("cleaned up");
            }
        }
    }

    @Test
    @DisplayName("IMP-6: cancelling the Kotlin caller cancels the Java method.")
    @SuppressWarnings("unchecked")
    void cancellation() {
        Programs.run(() -> {
            Hanging hanging = new Hanging();
            Source<String> source = Facades.implement(Source.class, hanging);
            CompletableFuture<List<? extends String>> call = Suspend.call(c -> InterfacesKt.drain(source, 2, c));
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(hanging.steps).containsExactly("cleaned up");
        });
    }

    @Test
    @DisplayName("IMP-6: cancelled at each suspension, of the caller or of the Java method, nothing is left open.")
    @SuppressWarnings("unchecked")
    void everywhere() {
        CancelEverywhere.in(ledger -> {
                    Source<String> source = Facades.implement(Source.class, new Opening(ledger));
                    CompletableFuture<List<? extends String>> call =
                            Suspend.call(c -> InterfacesKt.drain(source, 2, c));
                    await(call);
                })
                .run();
    }

    /** Returns stages: of work that cleans up slowly, and of what it shares with others. */
    public static class Staged {
        final List<String> steps = new CopyOnWriteArrayList<>();
        final CompletableFuture<Void> shared = EventLoop.running().createFuture();
        private RuntimeException failure;

        public CompletionStage<Note> load(String title) {
            return Asyncio.createTask(() -> {
                try {
                    return Programs.after(3600, new Note(title, ""));
                } finally {
                    Programs.after(1, null);
                    steps.add("cleaned up");
                    if (failure != null) {
                        throw failure;
                    }
                }
            });
        }

        public CompletionStage<Void> save(Note note) {
            return shared;
        }
    }

    @Test
    @DisplayName(
            "IMP-6: the Kotlin caller waits for the clean-up of a method that returns a stage, whose failure comes out.")
    void stageCleanedUp() {
        Programs.run(() -> {
            Staged staged = new Staged();
            NoteStore store = Facades.implement(NoteStore.class, staged);
            Duration limit = Duration.ofSeconds(1);
            assertThatThrownBy(() -> await(Asyncio.waitFor(Suspend.<Note>call(c -> store.load("a", c)), limit)))
                    .isInstanceOf(TimeoutException.class);
            assertThat(staged.steps).containsExactly("cleaned up");
            staged.failure = new IllegalStateException("clean-up failed");
            assertThatThrownBy(() -> await(Asyncio.waitFor(Suspend.<Note>call(c -> store.load("a", c)), limit)))
                    .isSameAs(staged.failure);
        });
    }

    @Test
    @DisplayName("IMP-6: a stage that others count on goes on, and the Kotlin caller does not wait for it.")
    void sharedStage() {
        Programs.run(() -> {
            Staged staged = new Staged();
            NoteStore store = Facades.implement(NoteStore.class, staged);
            CompletableFuture<Void> other = Asyncio.shield(staged.shared);
            CompletableFuture<Void> call = Suspend.run(c -> store.save(new Note("a", ""), c));
            Programs.turn();
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(staged.shared).isNotDone();
            staged.shared.complete(null);
            await(other);
        });
    }

    /** Opens and closes around a wait. */
    public static class Opening {
        private final CancelEverywhere.Ledger ledger;

        Opening(CancelEverywhere.Ledger ledger) {
            this.ledger = ledger;
        }

        public String next() {
            ledger.open();
            try {
                return Programs.after(1, "a");
            } finally {
                ledger.close();
            }
        }
    }

    /** Has almost what is needed. */
    public static class Wrong {
        public String getName() throws IOException {
            return "throws what Kotlin does not expect";
        }

        public CompletionStage<String> store(User user) {
            return CompletableFuture.completedFuture("no number");
        }

        public void remove(int number) {}
    }

    @Test
    @DisplayName(
            "IMP-7: what is missing or has other types is named when the implementation is made, with what is wanted.")
    void missing() {
        assertThatThrownBy(() -> Facades.implement(UserStore.class, new Wrong()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("javaObject must have public methods for all of dev.menai.fixture.UserStore, but "
                        + Wrong.class.getName() + " has none for\n"
                        + "  CompletionStage<?> remove(String) or void remove(String), only void remove(int)\n"
                        + "  CompletionStage<Integer> store(User) or Integer store(User), "
                        + "only CompletionStage store(User)\n"
                        + "  CompletionStage<User> load(String) or User load(String)\n"
                        + "  String getName(), only String getName() throws IOException");
    }

    /** Gives the stage itself, where a stage of it is wanted. */
    public static final class FlatReading {
        public String read() {
            return "at once";
        }

        public CompletionStage<String> later() {
            return CompletableFuture.completedFuture("later");
        }
    }

    @Test
    @DisplayName("IMP-7: a suspend function that returns a stage wants a stage of that, which is said.")
    void stageOfAStage() {
        assertThatThrownBy(() -> Facades.implement(Reading.class, new FlatReading()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("\n  CompletionStage<CompletionStage> later(), only CompletionStage later()");
    }

    @Test
    @DisplayName("IMP-7: bad arguments are refused by name.")
    void badInput() {
        assertThatThrownBy(() -> Facades.implement(null, "x")).hasMessage("kotlinInterface must not be null");
        assertThatThrownBy(() -> Facades.implement(UserStore.class, null)).hasMessage("javaObject must not be null");
        assertThatThrownBy(() -> Facades.implement(String.class, "x"))
                .hasMessage("kotlinInterface must be an interface, but was class java.lang.String");
    }

    @Test
    @DisplayName("IMP-8: the implementation equals itself only, and says what it is.")
    void identity() {
        UserStore store = Facades.implement(UserStore.class, new ListStore() {
            @Override
            public String toString() {
                return "my list";
            }
        });
        assertThat(store).isEqualTo(store).isNotEqualTo(Facades.implement(UserStore.class, new ListStore()));
        assertThat(store).hasToString("UserStore by my list").hasSameHashCodeAs(store);
    }
}
