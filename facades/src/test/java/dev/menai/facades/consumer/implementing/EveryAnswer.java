package dev.menai.facades.consumer.implementing;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import dev.menai.fixture.Count;
import dev.menai.fixture.Nickname;
import dev.menai.fixture.OrderId;
import dev.menai.fixture.Tagged;
import dev.menai.fixture.UserId;
import dev.menai.kotlin.ValueClass;
import dev.menai.kotlin.generated.FacadeCalls;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers in every form. */
class EveryAnswer extends AnswersBase {
    private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);

    @Override
    public CompletableFuture<String> text() {
        return completedFuture("text");
    }

    @Override
    public CompletableFuture<Integer> number() {
        return completedFuture(1);
    }

    @Override
    public CompletableFuture<@Nullable Void> unit() {
        return completedFuture(null);
    }

    @Override
    public CompletableFuture<UserId> user() {
        return completedFuture(USER_ID.box("user"));
    }

    @Override
    public CompletableFuture<@Nullable UserId> userOrNull() {
        return completedFuture(null);
    }

    @Override
    public CompletableFuture<Count> count() {
        return completedFuture(ValueClass.of(Count.class).box(1));
    }

    @Override
    public CompletableFuture<@Nullable Count> countOrNull() {
        return completedFuture(null);
    }

    @Override
    public CompletableFuture<Nickname> nickname() {
        return completedFuture(ValueClass.of(Nickname.class).box(null));
    }

    @Override
    public CompletableFuture<@Nullable Nickname> nicknameOrNull() {
        return completedFuture(ValueClass.of(Nickname.class).box(null));
    }

    @Override
    public CompletableFuture<OrderId> order() {
        return completedFuture(ValueClass.of(OrderId.class).box("ord"));
    }

    @Override
    public CompletableFuture<Tagged<String>> tagged() {
        return completedFuture(
                FacadeCalls.<Tagged<String>>cast(ValueClass.of(Tagged.class).box("tag")));
    }

    @Override
    public CompletableFuture<String> result() {
        return failedFuture(new IOException("as a value"));
    }

    @Override
    public CompletableFuture<UserId> userResult() {
        return completedFuture(USER_ID.box("u"));
    }

    @Override
    public CompletableFuture<List<UserId>> users() {
        return completedFuture(List.of(USER_ID.box("ab")));
    }

    @Override
    public CompletableFuture<String> take(
            UserId user,
            @Nullable UserId userOrNull,
            Count count,
            @Nullable Count countOrNull,
            @Nullable Nickname name) {
        return completedFuture(user + " " + userOrNull + " " + count + " " + countOrNull + " " + name);
    }
}
