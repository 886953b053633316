package dev.menai;

import dev.menai.engine.sync.ItemQueue;
import dev.menai.internal.Checks;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} from which the lowest item is got first; equal ones in the order in which they were put. Not that of
 * {@code java.util}.
 *
 * <pre>{@code
 * PriorityQueue<Job> jobs = new PriorityQueue<>(Comparator.comparing(Job::due));
 * jobs.putNowait(new Job("report", tomorrow));
 * jobs.putNowait(new Job("invoice", today));
 * for (Job job : each(jobs)) { // the invoice first, then the report, then what comes
 *     job.run();
 * }
 * }</pre>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Queues (QUE).
 */
public final class PriorityQueue<T extends @Nullable Object> extends Queue<T> {
    /** Creates a queue that is never full, of items in the order of {@code comparator}. */
    public PriorityQueue(Comparator<? super T> comparator) {
        this(0, comparator);
    }

    /** Creates a queue of at most {@code maxsize} items; without a positive one, it is never full. */
    public PriorityQueue(int maxsize, Comparator<? super T> comparator) {
        super(maxsize, refusal -> ItemQueue.lowestFirst(maxsize, Checks.notNull(comparator, "comparator"), refusal));
    }

    /** Creates a queue that is never full, of items in their natural order. */
    public static <T extends Comparable<? super T>> PriorityQueue<T> natural() {
        return new PriorityQueue<>(Comparator.naturalOrder());
    }

    /** Creates a queue of at most {@code maxsize} items, in their natural order; without a positive one, it is never full. */
    public static <T extends Comparable<? super T>> PriorityQueue<T> natural(int maxsize) {
        return new PriorityQueue<>(maxsize, Comparator.naturalOrder());
    }
}
