package dev.menai.facades.consumer;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.facades.consumer.relatives.CatAsync;
import dev.menai.facades.consumer.relatives.CountingsAsync;
import dev.menai.facades.consumer.relatives.IdShelfAsync;
import dev.menai.facades.consumer.relatives.LabelAsync;
import dev.menai.facades.consumer.relatives.NarrowAsync;
import dev.menai.facades.consumer.relatives.NumberShelfAsync;
import dev.menai.facades.consumer.relatives.PetAsync;
import dev.menai.facades.consumer.relatives.PlantAsync;
import dev.menai.facades.consumer.relatives.TreeAsync;
import dev.menai.facades.consumer.relatives.WidestAsync;
import dev.menai.fixture.Counted;
import dev.menai.fixture.IdShelf;
import dev.menai.fixture.Narrow;
import dev.menai.fixture.NumberShelf;
import dev.menai.fixture.UserId;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RelativesTest {
    @Test
    @DisplayName("An extension of a subtype is not the one of the supertype.")
    void extensions() {
        Programs.run(() -> {
            CatAsync cat = CatAsync.create();
            assertThat(await(cat.purr())).isEqualTo("cat");
            assertThat(await(cat.feed())).isEqualTo("fed");
            assertThat(await(PetAsync.of(cat.unwrap()).purr())).isEqualTo("pet");
            assertThat((PetAsync) cat).isEqualTo(PetAsync.of(cat.unwrap()));
        });
    }

    @Test
    @DisplayName("An extension of a subtype has defaults of its own.")
    void extensionsWithDefaults() {
        Programs.run(() -> {
            TreeAsync tree = TreeAsync.create();
            assertThat(await(tree.grow())).isEqualTo("tree 10 20");
            assertThat(await(tree.grow(given -> given.width(3)))).isEqualTo("tree 10 3");
            assertThat(await(PlantAsync.of(tree.unwrap()).grow())).isEqualTo("plant 1 2");
        });
    }

    @Test
    @DisplayName("An object of a value class that Kotlin returns is not made again.")
    void valueClasses() {
        int before = Counted.Companion.getMade();
        Counted counted = CountingsAsync.create().now("one");
        assertThat(ValueClass.of(Counted.class).unbox(counted)).isEqualTo("one");
        assertThat(Counted.Companion.getMade()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("An override with a narrower result is one method, with the defaults of what it overrides.")
    void narrowerResults() {
        Programs.run(() -> {
            NarrowAsync narrow = NarrowAsync.of(new Narrow());
            Integer result = await(narrow.narrow());
            assertThat(result).isEqualTo(21);
            assertThat(await(narrow.narrow(2))).isEqualTo(22);
            assertThat(await(WidestAsync.of(narrow.unwrap()).narrow())).isEqualTo(21);
        });
        assertThat(methods(NarrowAsync.class)).containsExactly("narrow 0", "narrow 1");
    }

    @Test
    @DisplayName("An override with a primitive for a type parameter is one method, with the defaults.")
    void primitives() {
        Programs.run(() -> {
            NumberShelfAsync shelf = NumberShelfAsync.of(new NumberShelf());
            assertThat(await(shelf.put(1))).isEqualTo("1 7");
            assertThat(await(shelf.put(1, 2))).isEqualTo("1 2");
            assertThat(shelf.top()).isEqualTo(7);
        });
        assertThat(methods(NumberShelfAsync.class)).contains("put 2").doesNotContain("putWithItemAndCount 2");
    }

    @Test
    @DisplayName("An override with a value class for a type parameter is the method of the supertype.")
    void valueClassArguments() {
        UserId ada = ValueClass.of(UserId.class).box("ada");
        Programs.run(() -> {
            IdShelfAsync shelf = IdShelfAsync.of(new IdShelf());
            assertThat(await(shelf.put(ada, 2))).isEqualTo("UserId(value=ada) 2");
            assertThat(await(shelf.put(ada))).isEqualTo("UserId(value=ada) 7");
            assertThat(shelf.top(3)).isEqualTo(ValueClass.of(UserId.class).box("top 3"));
            assertThat(shelf.top()).isEqualTo(ValueClass.of(UserId.class).box("top 7"));
        });
        assertThat(methods(IdShelfAsync.class)).isEmpty(); // it has those of the facade of Shelf
    }

    @Test
    @DisplayName("A value class overrides methods of its interfaces.")
    void valueClassOwner() {
        Programs.run(() -> {
            LabelAsync label = LabelAsync.create("shelf");
            assertThat(await(label.put(1, 2))).isEqualTo("shelf 1 2");
            assertThat(label.top(3)).isEqualTo(3);
        });
        assertThat(methods(LabelAsync.class)).containsExactly("put 2", "text 0");
    }

    /** The methods that a facade has beyond those of all facades, with how many parameters they take. */
    private static Iterable<String> methods(Class<?> facade) {
        return Arrays.stream(facade.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(RelativesTest::counted)
                .filter(text -> !text.matches("(of|unwrap|equals|hashCode|toString|create) .*"))
                .sorted()
                .toList();
    }

    private static String counted(Method method) {
        return method.getName() + " " + method.getParameterCount();
    }
}
