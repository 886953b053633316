package dev.menai.facades.consumer.nasty;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.Outcome;
import dev.menai.fixture.Badge;
import dev.menai.fixture.Nickname;
import dev.menai.fixture.OrderId;
import dev.menai.fixture.Tagged;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AbsentObjectsTest {
    private static final ValueClass<Nickname> NICKNAME = ValueClass.of(Nickname.class);

    private final AbsentObjectsAsync objects = AbsentObjectsAsync.create();

    @Test
    @DisplayName("Absent value classes are the defaults of Kotlin, whatever may be inside.")
    void absent() {
        Programs.run(() -> {
            assertThat(await(objects.kinds())).isEqualTo("n u 1 t");
            assertThat(await(objects.required(NICKNAME.box("r")))).isEqualTo("r o 1");
            assertThat(objects.plain()).isEqualTo("null 1");
            assertThat(await(objects.single())).isEqualTo("s");
            assertThat(await(objects.result())).isEqualTo("r 1");
        });
    }

    @Test
    @DisplayName("Given ones are taken beside absent ones, also with null inside.")
    void given() {
        Programs.run(() -> {
            assertThat(await(objects.kinds(o -> o.name(NICKNAME.box(null))))).isEqualTo("null u 1 t");
            assertThat(await(
                            objects.kinds(o -> o.tag(ValueClass.of(Tagged.class).box("given")))))
                    .isEqualTo("n u 1 given");
            assertThat(await(objects.required(NICKNAME.box(null), o -> o.other(NICKNAME.box("x")))))
                    .isEqualTo("null x 1");
            assertThat(await(objects.required(NICKNAME.box("r"), o -> o.times(2))))
                    .isEqualTo("r o 2");
            assertThat(objects.plain(o -> o.name(NICKNAME.box("p")))).isEqualTo("p 1");
            assertThat(await(objects.single(NICKNAME.box("g")))).isEqualTo("g");
        });
    }

    @Test
    @DisplayName("So are value classes inside value classes.")
    void nested() {
        ValueClass<OrderId> orders = ValueClass.of(OrderId.class);
        ValueClass<Badge> badges = ValueClass.of(Badge.class);
        Programs.run(() -> {
            assertThat(await(objects.nested())).isEqualTo("u b");
            assertThat(await(objects.nested(o -> o.order(orders.box("o"))))).isEqualTo("o b");
            assertThat(await(objects.nested(o -> o.badge(badges.box(null))))).isEqualTo("u null");
        });
    }

    @Test
    @DisplayName("So are outcomes where Kotlin takes a Result.")
    void results() {
        Programs.run(() -> {
            assertThat(await(objects.result(o -> o.result(Outcome.success("given")))))
                    .isEqualTo("given 1");
            assertThat(await(objects.result(o ->
                            o.result(Outcome.failure(new IOException("failed"))).times(2))))
                    .isEqualTo("failed 2");
        });
    }
}
