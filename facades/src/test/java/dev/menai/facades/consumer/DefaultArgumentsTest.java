package dev.menai.facades.consumer;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.fixture.FixtureException;
import dev.menai.fixture.InheritedDefaults;
import dev.menai.fixture.ManyDefaults;
import dev.menai.fixture.OverridingDefaults;
import dev.menai.fixture.Tracer;
import dev.menai.support.Programs;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DefaultArgumentsTest {
    private final DefaultsAsync defaults = DefaultsAsync.create();

    @Test
    @DisplayName("FAC-6: one argument that may be absent makes two overloads.")
    void oneDefault() {
        Programs.run(() -> {
            assertThat(await(defaults.one())).isEqualTo("d:one");
            assertThat(await(defaults.one("given"))).isEqualTo("d:given");
        });
    }

    @Test
    @DisplayName("FAC-6: several make an options form; what is not set is the default of Kotlin.")
    void manyDefaults() {
        Programs.run(() -> {
            assertThat(await(defaults.many())).isEqualTo("d:a 2 true 1.5");
            assertThat(await(defaults.many(o -> o.loud(false).count(7)))).isEqualTo("d:a 7 false 1.5");
            assertThat(await(defaults.middleLater("n", "l"))).isEqualTo("d:n 2 true l");
            assertThat(await(defaults.middleLater("n", "l", o -> o.count(3)))).isEqualTo("d:n 3 true l");
            assertThat(await(defaults.primitives())).isEqualTo("1 2 3 4 5.0 6.0 7 true");
            assertThat(await(defaults.primitives(
                            o -> o.byte_((byte) 9).char_('x').boolean_(false))))
                    .isEqualTo("9 2 3 4 5.0 6.0 x false");
        });
    }

    @Test
    @DisplayName("FAC-7: a default may depend on earlier arguments and on the instance.")
    void dependentDefaults() {
        Programs.run(() -> {
            assertThat(await(defaults.dependent(2))).isEqualTo("d2x2 2 2");
            assertThat(await(defaults.dependent(2, o -> o.height(5)))).isEqualTo("d2x5 2 5");
        });
    }

    @Test
    @DisplayName("FAC-6: an absent argument is not null.")
    void absentIsNotNull() {
        Programs.run(() -> {
            assertThat(await(defaults.nullable())).isEqualTo("default 3");
            assertThat(await(defaults.nullable(o -> o.note(null)))).isEqualTo("null 3");
            assertThat(await(defaults.nullable(o -> o.count(null)))).isEqualTo("default null");
        });
    }

    @Test
    @DisplayName("FAC-6: a lambda may be absent or given.")
    void lambdas() {
        Programs.run(() -> {
            assertThat(await(defaults.withBlock())).isEqualTo("NAME");
            assertThat(await(defaults.withBlock(o -> o.block(name -> name + "!"))))
                    .isEqualTo("name!");
        });
    }

    @Test
    @DisplayName("FAC-7: a default that fails fails the call with its own exception.")
    void failingDefault() {
        Programs.run(() -> assertThatThrownBy(() -> await(defaults.failingDefault()))
                .isInstanceOf(FixtureException.class)
                .hasMessage("failed default"));
    }

    @Test
    @DisplayName("FAC-7: varargs are varargs where they are last, and arrays elsewhere.")
    void varargs() {
        Programs.run(() -> {
            assertThat(await(defaults.varargLast("n", 1, 2))).isEqualTo("n 3");
            assertThat(await(defaults.varargFirst(new String[] {"a", "b"}))).isEqualTo("a, b 2");
            assertThat(await(defaults.varargDefault())).isEqualTo("x, y");
            assertThat(await(defaults.varargDefault("z"))).isEqualTo("z");
        });
    }

    @Test
    @DisplayName("FAC-7: constructors, companions, top-level functions and plain functions have defaults as well.")
    void elsewhere() {
        Programs.run(() -> {
            assertThat(await(DefaultsAsync.create(o -> o.prefix("p").note(null)).one()))
                    .isEqualTo("p:one");
            assertThat(defaults.plain(o -> o.count(4))).isEqualTo("plain 4");
            assertThat(await(DefaultsKtAsync.topLevelDefaults("n", o -> o.loud(true))))
                    .isEqualTo("n 2 true");
            assertThat(await(DefaultsKtAsync.repeated("x", o -> o.times(3)))).isEqualTo("x-x-x");
            assertThat(await(RegistryAsync.lookUp(""))).isEqualTo("nobody");
            assertThat(await(RegistryAsync.lookUpStatic("a"))).isEqualTo("a!");
        });
    }

    @Test
    @DisplayName("FAC-7: a function has the defaults of the one that it overrides.")
    void inherited() {
        Programs.run(() -> {
            assertThat(await(InheritedDefaultsAsync.of(new InheritedDefaults()).find("n")))
                    .isEqualTo("inherited n 10");
            assertThat(await(InheritedDefaultsAsync.of(new InheritedDefaults()).findAll()))
                    .isEqualTo("inherited all 10");
            assertThat(await(
                            OverridingDefaultsAsync.of(new OverridingDefaults()).find("n")))
                    .isEqualTo("overriding n 20");
            assertThat(DefaultsInterfaceAsync.of(new InheritedDefaults()).plain())
                    .isEqualTo("inherited plain");
        });
    }

    @Test
    @DisplayName("FAC-7: more than 32 parameters need several masks.")
    void severalMasks() {
        Programs.run(() -> {
            ManyDefaultsAsync many = ManyDefaultsAsync.of(new ManyDefaults());
            assertThat(await(many.thirtyTwo())).isEqualTo(31 * 32 / 2);
            assertThat(await(many.thirtyTwo(o -> o.p31(0)))).isEqualTo(30 * 31 / 2);
            assertThat(await(many.thirtyThree(o -> o.p0(100).p32(0)))).isEqualTo(31 * 32 / 2 + 100);
        });
    }

    @Test
    @DisplayName("FAC-7: type parameters are those of the function.")
    void generics() {
        Programs.run(() -> {
            List<String> pair = await(defaults.generic("a", "b"));
            assertThat(pair).containsExactly("a", "b");
            assertThat(await(defaults.generic("a"))).containsExactly("a", "a");
        });
    }

    @Test
    @DisplayName("FAC-7: context parameters are given like others.")
    void contextParameters() {
        Programs.run(() -> {
            Tracer tracer = new Tracer();
            assertThat(await(ScopesKtAsync.traced(tracer, "t"))).isEqualTo("t");
            assertThat(tracer.getLines()).containsExactly("t");
        });
    }
}
