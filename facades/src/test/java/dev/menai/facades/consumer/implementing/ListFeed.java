package dev.menai.facades.consumer.implementing;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.fixture.Count;
import dev.menai.fixture.Tagged;
import dev.menai.fixture.UserId;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.ValueClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlin.time.Duration;
import org.jspecify.annotations.Nullable;

/** A feed in a list. */
class ListFeed extends FeedBase {
    private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);
    private static final ValueClass<Count> COUNT = ValueClass.of(Count.class);

    final List<String> steps = new ArrayList<>();
    private final List<UserId> items = new ArrayList<>(List.of(USER_ID.box("first")));
    private UserId owner = USER_ID.box("nobody");

    @Override
    public UserId getOwner() {
        return owner;
    }

    @Override
    public void setOwner(UserId value) {
        owner = value;
    }

    @Override
    public AsyncIterable<UserId> getItems() {
        return AsyncIterable.from(items);
    }

    @Override
    public CompletableFuture<AsyncIterable<Integer>> later() {
        return completedFuture(AsyncIterable.of(1, 2));
    }

    @Override
    public CompletableFuture<Integer> addAll(AsyncIterable<UserId> more) {
        return createTask(() -> {
            for (UserId item : Asyncio.each(more)) {
                items.add(item);
            }
            return items.size();
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> tag(UserId id, String... tags) {
        steps.add("tag " + USER_ID.unbox(id) + " " + Arrays.toString(tags));
        return completedFuture(null);
    }

    @Override
    public CompletableFuture<Boolean> age(Duration maximal) {
        return completedFuture("5ms".equals(maximal.toString()));
    }

    @Override
    public Count count(UserId id, Count from) {
        return COUNT.box(((String) USER_ID.unbox(id)).length() + (int) COUNT.unbox(from));
    }

    @Override
    public Object retagged(Tagged<?> tagged) {
        return tagged.getValue();
    }

    @Override
    public void flush() {
        steps.add("flush");
    }

    @Override
    public <E> CompletableFuture<@Nullable E> same(E element, @Nullable E other) {
        return completedFuture(element);
    }

    @Override
    public CompletableFuture<@Nullable Void> each(
            Function2<? super UserId, ? super Continuation<? super Unit>, ?> action) {
        return createTask(() -> {
            for (UserId item : items) {
                await(Suspend.run(c -> action.invoke(item, c)));
            }
            return null;
        });
    }

    @Override
    public void close() {
        steps.add("close");
    }
}
