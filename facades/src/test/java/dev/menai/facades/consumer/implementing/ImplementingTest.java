package dev.menai.facades.consumer.implementing;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.fixture.AnswersCaller;
import dev.menai.fixture.FeedKt;
import dev.menai.fixture.InterfacesKt;
import dev.menai.fixture.InterfacesWithBodiesKt;
import dev.menai.fixture.ModernGreeter;
import dev.menai.fixture.OldInterfacesKt;
import dev.menai.fixture.Pipe;
import dev.menai.fixture.User;
import dev.menai.fixture.UserId;
import dev.menai.fixture.UserStore;
import dev.menai.fixture.UserStoreKt;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendCall;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ImplementingTest {
    private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);

    /** Awaits what a Kotlin function saw. */
    private static List<String> seen(SuspendCall<List<String>, ? extends Exception> call) {
        return await(Suspend.call(call));
    }

    /** Keeps users in a map. */
    static class MapStore extends UserStoreBase {
        private final Map<String, User> users = new LinkedHashMap<>();

        @Override
        public String getName() {
            return "map";
        }

        @Override
        public CompletableFuture<@Nullable User> load(UserId id) {
            return createTask(() -> {
                Programs.turn();
                return users.get(USER_ID.unbox(id));
            });
        }

        @Override
        public CompletableFuture<Integer> store(User user) {
            users.put("1", user);
            return completedFuture(users.size());
        }

        @Override
        public CompletableFuture<@Nullable Void> remove(String name) {
            users.values().removeIf(user -> user.getName().equals(name));
            return completedFuture(null);
        }
    }

    @Test
    @DisplayName("FAC-15: a subclass of the base class implements the interface, with futures for suspend functions.")
    void store() {
        Programs.run(() -> assertThat(seen(c -> UserStoreKt.exercise(new MapStore().asKotlin(), c)))
                .containsExactly("map true", "stored 1", "loaded Ada", "default nobody", "removed null"));
    }

    @Test
    @DisplayName("IMP-9: a subclass of a base class runs on the loop on which its object for Kotlin was made.")
    void place() {
        List<EventLoop> seen = new ArrayList<>();
        MapStore noting = new MapStore() {
            @Override
            public CompletableFuture<@Nullable Void> remove(String name) {
                seen.add(EventLoop.running());
                return super.remove(name);
            }
        };
        Asyncio.run(() -> {
            UserStore store = noting.asKotlin();
            await(Suspend.on(ForkJoinPool.commonPool()).run(c -> store.remove("Ada", c)));
            assertThat(seen).containsExactly(EventLoop.running());
        });
    }

    @Test
    @DisplayName("FAC-15: value classes and Results are returned as objects, taken as objects, and null stays null.")
    void answers() {
        AnswersCaller caller = new AnswersCaller(new EveryAnswer().asKotlin());
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
            assertThat(await(Suspend.<String>call(caller::result))).isEqualTo("failure as a value");
            assertThat(await(Suspend.<String>call(caller::userResult))).isEqualTo("success 1");
            assertThat(await(Suspend.<String>call(caller::users))).isEqualTo("users [2]");
            assertThat(await(Suspend.<String>call(caller::take)))
                    .isEqualTo("UserId(value=a) UserId(value=b) Count(value=1) Count(value=2) Nickname(value=null)");
            assertThat(await(Suspend.<String>call(caller::takeAbsent)))
                    .isEqualTo("UserId(value=a) null Count(value=1) null null");
        });
    }

    @Test
    @DisplayName("FAC-15: flows are iterables, taken and returned; other members are as they are, Java's included.")
    void feed() {
        ListFeed feed = new ListFeed();
        Programs.run(() -> assertThat(seen(c -> FeedKt.exercise(feed.asKotlin(), c)))
                .containsExactly(
                        "owner Ada",
                        "items [first]",
                        "later [1, 2]",
                        "added 3",
                        "young true",
                        "count 5",
                        "tagged t",
                        "same one",
                        "each first",
                        "each a",
                        "each b",
                        "compared 0"));
        assertThat(feed.steps).containsExactly("tag a [x, y]", "flush", "close");
    }

    /** Gives and takes, in order. */
    static class DequePipe<T> extends PipeBase<T> {
        private final Deque<T> values = new ArrayDeque<>();

        @Override
        public int getSize() {
            return values.size();
        }

        @Override
        public CompletableFuture<T> next() {
            return completedFuture(values.remove());
        }

        @Override
        public CompletableFuture<@Nullable Void> put(T value) {
            values.add(value);
            return completedFuture(null);
        }
    }

    @Test
    @DisplayName("FAC-15: the base class of a generic interface is generic; one that fixes the argument is not.")
    void generics() {
        Programs.run(() -> {
            Pipe<String> pipe = new DequePipe<String>().asKotlin();
            await(Suspend.run(c -> pipe.put("a", c)));
            await(Suspend.run(c -> pipe.put("b", c)));
            assertThat(pipe.getSize()).isEqualTo(2);
            assertThat(await(Suspend.<String>call(pipe::next))).isEqualTo("a");
            assertThat(await(Suspend.<String>call(pipe::nextOrNull))).isEqualTo("b");
            UserIdSourceBase same = new UserIdSourceBase() {
                @Override
                public CompletableFuture<UserId> next() {
                    return completedFuture(USER_ID.box("u"));
                }
            };
            assertThat(seen(c -> InterfacesKt.drainUsers(same.asKotlin(), 2, c)))
                    .containsExactly("u", "u");
            HandlerBase<UserId, UserId> handler = new HandlerBase<>() {
                @Override
                public CompletableFuture<UserId> handle(UserId id) {
                    return completedFuture(USER_ID.box(USER_ID.unbox(id) + "!"));
                }
            };
            CompletableFuture<UserId> handled =
                    Suspend.call(c -> handler.asKotlin().handle(USER_ID.box("ada"), c));
            assertThat(await(handled)).isEqualTo(USER_ID.box("ada!"));
        });
    }

    /** Leaves all bodies as they are. */
    static class Compatible extends CompatibleGreeterBase {
        @Override
        public CompletableFuture<String> name() {
            return completedFuture("Grace");
        }
    }

    /** Replaces a body. */
    static class Brief extends Compatible {
        public CompletableFuture<String> greet(String word) {
            return completedFuture(word);
        }
    }

    /** Leaves all bodies as they are. */
    static class Old extends OldGreeterBase {
        @Override
        public CompletableFuture<String> name() {
            return completedFuture("Grace");
        }

        @Override
        public CompletableFuture<String> find(String name, int limit) {
            return completedFuture(name + limit);
        }
    }

    @Test
    @DisplayName("FAC-16: what has a body keeps it, whatever compiler put it where, unless Java has a method for it.")
    void bodies() {
        ModernGreeter modern = Facades.implement(ModernGreeter.class, new Old());
        Programs.run(() -> {
            assertThat(seen(c -> InterfacesWithBodiesKt.greetAll(new Compatible().asKotlin(), modern, c)))
                    .startsWith("Hi Grace", "Hello Grace, Hello Grace", "Grace u", "compatible");
            assertThat(seen(c -> InterfacesWithBodiesKt.greetAll(new Brief().asKotlin(), modern, c)))
                    .startsWith("Hi", "Hello, Hello", "Grace u", "compatible");
            assertThat(seen(c -> OldInterfacesKt.greetOld(new Old().asKotlin(), c)))
                    .containsExactly("Hi Grace", "Ho Grace", "Hello Grace, Hello Grace", "n10", "old");
        });
    }

    @Test
    @DisplayName("FAC-15: a failed future fails the Kotlin caller with the same instance.")
    void failure() {
        IOException gone = new IOException("gone");
        AnswersCaller caller = new AnswersCaller(
                new EveryAnswer() {
                    @Override
                    public CompletableFuture<String> text() {
                        return failedFuture(gone);
                    }
                }.asKotlin());
        Programs.run(() -> assertThatThrownBy(() -> await(Suspend.<String>call(caller::text)))
                .isSameAs(gone));
    }

    @Test
    @DisplayName("FAC-15: cancelling the Kotlin caller cancels the future.")
    void cancellation() {
        CompletableFuture<String> never = new CompletableFuture<>();
        AnswersCaller caller = new AnswersCaller(
                new EveryAnswer() {
                    @Override
                    public CompletableFuture<String> text() {
                        return never;
                    }
                }.asKotlin());
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call(caller::text);
            Programs.turn();
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(never).isCancelled();
        });
    }
}
