package dev.menai.interop.soak;

import dev.menai.kotlin.ChannelSink;
import dev.menai.kotlin.ChannelSource;
import dev.menai.kotlin.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kotlinx.coroutines.channels.Channel;

/**
 * Items go through a channel of kotlinx, as Java and Kotlin see it. What a coroutine is handed when it is cancelled the
 * channel itself returns as undelivered.
 */
final class ChannelWorkload implements Workload {
    @Override
    public String name() {
        return "channel";
    }

    @Override
    public void play(Round round) throws Exception {
        int users = 1 + round.random().nextInt(4);
        Items items = new Items(users * round.steps(), users);
        int capacity = round.random().nextInt(4);
        Channel<Integer> channel = KotlinForms.channel(capacity, items::undelivered);
        ChannelSource<Integer> source = Channels.source(channel);
        ChannelSink<Integer> sink = Channels.sink(channel);
        List<Operation<?>> takes = takes(round, channel, source, items);
        List<Actor> senders = new ArrayList<>();
        List<Actor> receivers = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            senders.add(round.actor("sender", actor -> items.hasNext() ? put(channel, sink, items) : null));
            receivers.add(
                    round.actor("receiver", actor -> actor.hasMetEnd() ? null : takes.get(actor.below(takes.size()))));
        }
        round.begin();
        round.awaitEnd(senders);
        channel.close(null);
        round.awaitEnd(receivers);
        round.finish();
        items.check(round, false);
    }

    private static Operation<Void> put(Channel<Integer> channel, ChannelSink<Integer> sink, Items items) {
        int item = items.next();
        return Operation.of("sink.put", () -> sink.put(item), done -> items.accepted(item))
                .inKotlin(KotlinForms.sending(channel, item, () -> items.unsure(item)))
                .once(() -> put(channel, sink, items));
    }

    private static List<Operation<?>> takes(
            Round round, Channel<Integer> channel, ChannelSource<Integer> source, Items items) {
        Consumer<Integer> taken = items::taken;
        // Kotlin receives from the channel itself: Java's view of it is for bodies and threads
        var one = KotlinForms.taking(channel, taken);
        return List.of(
                Operation.of("source.get", source::get, taken).inKotlin(KotlinForms.receiving(channel)),
                Iterating.each(round, source, taken).inKotlin(one),
                Iterating.byHand(round, source, taken).inKotlin(one));
    }
}
