package dev.menai.facades.consumer;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Outcome;
import dev.menai.fixture.Accounts;
import dev.menai.fixture.Channels;
import dev.menai.fixture.Count;
import dev.menai.fixture.Deferredly;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Flows;
import dev.menai.fixture.Kinds;
import dev.menai.fixture.Lambdas;
import dev.menai.fixture.Nickname;
import dev.menai.fixture.NumberPage;
import dev.menai.fixture.Results;
import dev.menai.fixture.Times;
import dev.menai.fixture.UserId;
import dev.menai.fixture.UserRepository;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);

    private final UserId ada = USER_ID.box("ada");

    @Test
    @DisplayName("FAC-1: value classes are taken and returned as objects, whether the function suspends or not.")
    void valueClasses() {
        Programs.run(() -> {
            AccountsAsync accounts = AccountsAsync.of(new Accounts());
            assertThat(await(accounts.user(ada))).isEqualTo(USER_ID.box("ada!"));
            assertThat(await(accounts.userLater(ada))).isEqualTo(USER_ID.box("ada!"));
            assertThat(await(accounts.userOrNull(null))).isNull();
            Nickname none = ValueClass.of(Nickname.class).box(null);
            assertThat(await(accounts.nickname(none))).isEqualTo(none);
            assertThat(await(accounts.nicknameLater(none))).isEqualTo(none);
            assertThat(await(accounts.nicknameOrNull(null))).isNull();
            assertThat(await(accounts.nicknameOrNullLater(none))).isEqualTo(none);
            CountAsync three = CountAsync.create(3);
            CountAsync four = CountAsync.of(ValueClass.of(Count.class).box(4));
            assertThat(three.value()).isEqualTo(3);
            assertThatThrownBy(() -> CountAsync.create(-1)).hasMessage("count must not be negative, but was -1");
            assertThat(await(accounts.count(three))).isEqualTo(four);
            assertThat(await(accounts.countLater(three))).isEqualTo(four).hasSameHashCodeAs(four);
            assertThat(await(three.nextLater()).unwrap().getValue()).isEqualTo(4);
        });
    }

    @Test
    @DisplayName("FAC-1: a Result is its value, or its failure is thrown.")
    void results() {
        Programs.run(() -> {
            ResultsAsync results = ResultsAsync.of(new Results());
            assertThat(await(results.success("s"))).isEqualTo("s");
            assertThat(await(results.successLater("s"))).isEqualTo("s");
            assertThat(await(results.successNullLater())).isNull();
            assertThatThrownBy(() -> await(results.failureLater("m")))
                    .isInstanceOf(FixtureException.class)
                    .hasMessage("m");
            assertThat(await(results.userLater("ada"))).isEqualTo(ada);
            assertThat(ResultsKtAsync.topLevelPlainResult("p")).isEqualTo("p");
            assertThat(await(results.describe(Outcome.success("s")))).isEqualTo("success s");
            assertThat(await(results.describe(Outcome.failure(new IOException("f")))))
                    .isEqualTo("failure f");
        });
    }

    @Test
    @DisplayName("FAC-1: durations are those of Java.")
    void durations() {
        Programs.run(() -> {
            TimesAsync times = TimesAsync.of(new Times());
            assertThat(times.getStep()).isEqualTo(Duration.ofSeconds(1));
            assertThat(await(times.twice(Duration.ofMillis(5)))).isEqualTo(Duration.ofMillis(10));
            assertThat(await(times.twiceLater(Duration.ofMillis(5)))).isEqualTo(Duration.ofMillis(10));
            assertThat(await(times.maybe(null))).isNull();
            assertThat(await(times.maybeLater(Duration.ofDays(2)))).isEqualTo(Duration.ofDays(2));
        });
    }

    @Test
    @DisplayName("FAC-2: flows are iterables, taken and returned; states and shared flows are views.")
    void flows() {
        Programs.run(() -> {
            FlowsAsync flows = FlowsAsync.of(new Flows());
            assertThat(flows.getNames().toList()).containsExactly("a", "b");
            assertThat(flows.withNulls().toList()).containsExactly("a", null, "b");
            assertThat(await(flows.openLater("x")).toList()).containsExactly("x", "X");
            assertThat(await(flows.maybe(false))).isNull();
            assertThat(await(flows.<Integer>collectAll(AsyncIterable.of(1, 2)))).containsExactly(1, 2);
            assertThat(FlowsKtAsync.doubled(AsyncIterable.of(1, 2)).toList()).containsExactly(2, 4);
            assertThat(flows.<Integer, String>mapped(AsyncIterable.of(1), n -> "n" + n)
                            .toList())
                    .containsExactly("n1");
            assertThat(flows.getState().value()).isEqualTo("initial");
            flows.getLevel().set(4);
            assertThat(await(flows.watch(flows.getLevel()))).isEqualTo(4);
        });
    }

    @Test
    @DisplayName("FAC-2: a class that is a flow can be iterated, and hands out its like as facades.")
    void flowSubtypes() {
        Programs.run(() -> {
            NumberPageAsync page = NumberPageAsync.of(new NumberPage(1));
            assertThat(page.items().toList()).containsExactly(10, 11, 12);
            PageAsync<Integer> next = await(page.next());
            assertThat(next.items().toList()).containsExactly(20, 21, 22);
            assertThat(await(next.next())).isNull();
        });
    }

    @Test
    @DisplayName("FAC-2: channels are sources and sinks, deferred values are futures.")
    void channels() {
        Programs.run(() -> {
            ChannelsAsync channels = ChannelsAsync.of(new Channels());
            assertThat(channels.numbers(3).toList()).containsExactly(0, 1, 2);
            assertThat(await(channels.sum(AsyncIterable.of(4, 5)))).isEqualTo(9);
            assertThat(await(channels.deferred("d"))).isEqualTo("d");
        });
    }

    @Test
    @DisplayName("FAC-3: suspend lambdas are linear code, plain ones are functions.")
    void lambdas() {
        Programs.run(() -> {
            LambdasAsync lambdas = LambdasAsync.of(new Lambdas());
            assertThat(await(lambdas.<Integer>none(() -> 1))).isEqualTo(1);
            assertThat(await(lambdas.<Integer>one("abc", text -> {
                        await(dev.menai.Asyncio.sleep(Duration.ofSeconds(1)));
                        return text.length();
                    })))
                    .isEqualTo(3);
            assertThat(await(lambdas.receiver(text -> text.append("r")))).isEqualTo("r");
            assertThat(await(lambdas.nullable(null))).isEqualTo("no block");
            assertThat(await(lambdas.<String, Integer>plain("four", String::length)))
                    .isEqualTo(4);
            assertThat(await(lambdas.plainReceiver(text -> text.append("p")))).isEqualTo("p");
            assertThat(await(await(lambdas.returned("pre")).apply("fix"))).isEqualTo("prefix");
            assertThat(await(lambdas.nested(inner -> await(inner.apply("inner")))))
                    .isEqualTo("INNER");
            List<Integer> seen = new ArrayList<>();
            await(lambdas.unit(3, seen::add));
            assertThat(seen).containsExactly(0, 1, 2);
        });
    }

    @Test
    @DisplayName("Functions that are handed out take and return what facades do.")
    void functions() {
        Programs.run(() -> {
            LambdasAsync lambdas = LambdasAsync.of(new Lambdas());
            assertThat(await(lambdas.returnedSum().apply(AsyncIterable.of(1, 2))))
                    .isEqualTo(3);
            assertThat(await(lambdas.returnedOpen().apply("a")).toList()).containsExactly("a", "A");
            assertThat(lambdas.returnedDoubling().apply(AsyncIterable.of(1, 2)).toList())
                    .containsExactly(2, 4);
        });
    }

    @Test
    @DisplayName("FAC-3: a suspend lambda is code of the loop on which it was given, wherever Kotlin calls it.")
    void lambdasStayOnTheirLoop() {
        Asyncio.run(() -> {
            List<EventLoop> seen = new ArrayList<>();
            LambdasAsync lambdas = LambdasAsync.of(new Lambdas());
            Deferredly bound = lambdas.later(() -> noted(seen));
            Deferredly free = SuspendLambdas.whereCalled(() -> lambdas.later(() -> noted(seen)));
            for (Deferredly later : List.of(bound, free)) {
                await(Suspend.on(ForkJoinPool.commonPool()).call(later::run));
            }
            assertThat(seen).containsExactly(EventLoop.running(), EventLoop.shared());
        });
    }

    private static String noted(List<EventLoop> loops) {
        loops.add(EventLoop.running());
        return "noted";
    }

    @Test
    @DisplayName("FAC-3: a transaction's receiver is a facade, and Nothing has no value.")
    void receiversAreFacades() {
        Programs.run(() -> {
            UserRepositoryAsync users = UserRepositoryAsync.of(new UserRepository());
            await(users.<Integer>transaction(transaction -> {
                await(transaction.save(UserAsync.create(ada, "ada")));
                return 1;
            }));
            assertThat(await(users.find(ada)).unwrap().getName()).isEqualTo("ada");
            assertThat(users.getState().value().getUsers()).isEqualTo(1);
            assertThatThrownBy(() -> await(users.<Integer>transaction(transaction -> {
                        await(transaction.rollBack("no"));
                        return 1;
                    })))
                    .hasMessage("transaction was rolled back: no");
        });
    }

    @Test
    @DisplayName("FAC-5: names that Java cannot have, and those of Object, become ones that it can.")
    void names() {
        Programs.run(() -> {
            KindsAsync kinds = KindsAsync.of(new Kinds());
            assertThat(await(kinds.package_("p"))).isEqualTo("p");
            assertThat(await(kinds.with_spaces("s"))).isEqualTo("s");
            assertThat(await(kinds.wait("w"))).isEqualTo("w");
            assertThat(await(kinds.renamedForJava("r"))).isEqualTo("r");
            assertThatThrownBy(() -> await(kinds.read(""))).isInstanceOf(IOException.class);
        });
    }

    @Test
    @DisplayName("FAC-4: a scope is that of the call, or of the loop.")
    void scopes() {
        Programs.run(() -> {
            List<String> names = new ArrayList<>();
            assertThat(await(ScopesKtAsync.launchAll(names))).isEqualTo(2);
            assertThat(names).containsExactly("a", "b");
            await(ScopesKtAsync.launchNamed(names, "c"));
            assertThat(names).endsWith("c");
            assertThat(await(ScopesKtAsync.asyncLater("later"))).isEqualTo("later");
        });
    }

    @Test
    @DisplayName("A namesake is called after the parameters that it has in Java, which a scope is not.")
    void namesakes() {
        Programs.run(() -> {
            assertThat(await(ScopesKtAsync.shout("a"))).isEqualTo("A");
            assertThat(await(ScopesKtAsync.shoutWithText("b"))).isEqualTo("scoped B");
        });
    }
}
