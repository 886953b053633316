package dev.menai.facades.consumer.nasty;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.fixture.Keywords;
import dev.menai.fixture.NastyNames;
import dev.menai.fixture.Shadowed;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.List;
import kotlin.Pair;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NastyNamesTest {
    private final NastyNamesAsync names = NastyNamesAsync.create();

    @Test
    @DisplayName("Many arguments are an array where options follow them.")
    void varargsBeforeOptions() {
        Programs.run(() -> {
            assertThat(await(names.many("a", "b"))).isEqualTo("a+b 1 2");
            assertThat(await(names.many(new String[] {"a", "b"}, o -> o.second(3))))
                    .isEqualTo("a+b 1 3");
        });
    }

    @Test
    @DisplayName("A name with quotes is called.")
    void quotes() {
        Programs.run(() -> assertThat(await(names.say__hi_("you"))).isEqualTo("hi you"));
    }

    @Test
    @DisplayName("A parameter with the name of a class that the facade calls does not hide it.")
    void parametersNamedAsClasses() {
        Programs.run(() -> {
            assertThat(await(names.suspended("s"))).isEqualTo("s");
            assertThat(await(names.called(Duration.ofSeconds(1)))).isEqualTo("1s 1 2");
            assertThat(await(
                            names.called(Duration.ofSeconds(1), o -> o.Calls_(3).Objects(4))))
                    .isEqualTo("1s 3 4");
        });
    }

    @Test
    @DisplayName("A constructor that is private because it takes a value class as an object is called.")
    void privateConstructor() {
        Programs.run(() -> {
            assertThat(await(AlarmAsync.create(Duration.ofSeconds(2)).ring())).isEqualTo("after 2s");
            assertThat(await(AlarmAsync.create(null).ring())).isEqualTo("after null");
        });
    }

    @Test
    @DisplayName("A parameter with the name of the facade's field does not hide it.")
    void parametersNamedAsFields() {
        Programs.run(() -> {
            HandleAsync handle = HandleAsync.create("h");
            assertThat(await(handle.describe("t"))).isEqualTo("h t 1 false");
            assertThat(await(handle.describe("t", o -> o.times(2)))).isEqualTo("h t 2 false");
            assertThat(handle.joined(HandleAsync.create("i")).text()).isEqualTo("hi");
            BoxAsync<String> box = BoxAsync.create("a");
            assertThat(await(box.with("b")).content()).isEqualTo("b");
        });
    }

    @Test
    @DisplayName("Type parameters of functions hide none of the facade.")
    void typeParameters() {
        Programs.run(() -> {
            ShadowedAsync<Integer> shadowed = ShadowedAsync.of(new Shadowed<>(1));
            assertThat(await(shadowed.<String>latest())).isEqualTo("1 null null");
            assertThat(await(shadowed.<String>latest(o -> o.first("f").others(List.of("o")))))
                    .isEqualTo("1 f [o]");
            RenamedConverterAsync<String> converter = RenamedConverterAsync.create("v");
            Pair<String, Integer> pair = await(converter.<Integer>convert("from", 1));
            assertThat(pair).isEqualTo(new Pair<>("from", 1));
        });
    }

    @Test
    @DisplayName("A function whose handle would be a method of Object is called.")
    void methodsOfObject() {
        Programs.run(() -> {
            assertThat(await(NastyNamesKtAsync.wait(Duration.ofSeconds(1)))).isEqualTo("waited 1s");
            assertThat(NastyNamesKtAsync.wait(Duration.ofSeconds(1), 2)).isEqualTo("waited 1s and 2");
        });
    }

    @Test
    @DisplayName("Members of a class in a package that Java cannot name are inherited.")
    void keywordsInPackages() {
        Programs.run(() -> {
            KeywordsAsync keywords = KeywordsAsync.of(new Keywords());
            assertThat(await(keywords.own())).isEqualTo("own");
            assertThat(await(keywords.inherited())).isEqualTo("inherited");
        });
    }

    @Test
    @DisplayName("Objects of inner classes have facades, though only an outer object makes them.")
    void innerClass() {
        NastyNames outer = new NastyNames();
        Programs.run(() -> assertThat(
                        await(NastyNamesInnerAsync.of(outer.new Inner("i")).read()))
                .isEqualTo("i"));
    }
}
