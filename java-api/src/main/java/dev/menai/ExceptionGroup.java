package dev.menai;

import dev.menai.function.ThrowingConsumer;
import dev.menai.internal.Checks;
import dev.menai.internal.ExceptionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several exceptions that are one failure: what the tasks of a {@link TaskGroup} failed with, for example. Members may
 * be groups themselves.
 *
 * <pre>{@code
 * try {
 *     List<Page> loaded = mapConcurrently(pages, 10, page -> load(page));
 *     loaded.forEach(page -> show(page));
 * } catch (ExceptionGroup failures) {
 *     log(failures.tree());
 *     failures.handle(group -> {
 *         group.except(IOException.class, lost -> retryLater(lost.size()));
 *         group.except(TimeoutException.class, late -> slowDown());
 *     });
 * }
 * }</pre>
 *
 * <p>The first member is also the cause of this one, for what looks at causes alone, and the others are suppressed in it:
 * every printed stack trace shows them all.
 */
public class ExceptionGroup extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /**
     * What {@link #split} gives: two parts, each in the shape of the whole.
     *
     * @param matching what matches; empty if nothing does
     * @param rest what does not match; empty if everything does
     */
    public record Split(Optional<ExceptionGroup> matching, Optional<ExceptionGroup> rest) {}

    /** Takes the handlers of {@link #handle}, one for each type. */
    public interface Handlers {
        /**
         * Calls {@code handler} with those of the remaining exceptions that are of {@code type}, in whatever group they
         * are, unless there is none.
         */
        <F extends Throwable> void except(Class<F> type, ThrowingConsumer<List<F>, ? extends Exception> handler);
    }

    @SuppressWarnings("serial") // of exceptions only, which are serializable
    private final List<Throwable> exceptions;

    private final String message;

    /**
     * Groups {@code exceptions}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        super(messageFor(message, exceptions), exceptions.get(0));
        this.message = message;
        this.exceptions = List.copyOf(exceptions);
        this.exceptions.stream().skip(1).forEach(this::addSuppressed);
    }

    private static String messageFor(String message, List<? extends Throwable> exceptions) {
        Checks.notNull(message, "message");
        Checks.noneNull(Checks.notNull(exceptions, "exceptions").toArray(), "exceptions");
        if (exceptions.isEmpty()) {
            throw new IllegalArgumentException("exceptions must not be empty: a group is of at least one exception");
        }
        return ExceptionTree.messageFor(message, exceptions);
    }

    /** Returns what was said of the members as a whole; {@link #getMessage} counts them and names the first one as well. */
    public String message() {
        return message;
    }

    /** Returns the members, which may be groups. */
    public List<Throwable> exceptions() {
        return exceptions;
    }

    /** Returns the group of those exceptions, at any depth, that are of {@code type}. */
    public Optional<ExceptionGroup> subgroup(Class<? extends Throwable> type) {
        return split(type).matching();
    }

    /** Returns the group of those exceptions, at any depth, for which {@code condition} holds. */
    public Optional<ExceptionGroup> subgroup(Predicate<? super Throwable> condition) {
        return split(condition).matching();
    }

    /** Splits off the exceptions, at any depth, that are of {@code type}. */
    public Split split(Class<? extends Throwable> type) {
        return split(Checks.notNull(type, "type")::isInstance);
    }

    /**
     * Splits off the exceptions, at any depth, for which {@code condition} holds. A group for which it holds is not
     * looked into.
     */
    public Split split(Predicate<? super Throwable> condition) {
        Checks.notNull(condition, "condition");
        if (condition.test(this)) {
            return new Split(Optional.of(this), Optional.empty());
        }
        List<Throwable> matching = new ArrayList<>();
        List<Throwable> rest = new ArrayList<>();
        for (Throwable member : exceptions) {
            if (member instanceof ExceptionGroup group) {
                Split split = group.split(condition);
                split.matching().ifPresent(matching::add);
                split.rest().ifPresent(rest::add);
            } else {
                (condition.test(member) ? matching : rest).add(member);
            }
        }
        return new Split(partOf(matching), partOf(rest));
    }

    private Optional<ExceptionGroup> partOf(List<Throwable> members) {
        if (members.isEmpty()) {
            return Optional.empty();
        }
        if (members.equals(exceptions)) {
            return Optional.of(this);
        }
        ExceptionGroup part = new ExceptionGroup(message, members);
        part.setStackTrace(getStackTrace());
        return Optional.of(part);
    }

    /**
     * Handles members by their types, as Python's {@code except*} does. Each exception goes to the first handler whose
     * type it has. What no handler takes, and what handlers throw, is thrown again as a group; a cancellation comes
     * out at once, with the rest suppressed in it.
     */
    public void handle(Consumer<? super Handlers> handlers) {
        Checks.notNull(handlers, "handlers");
        Handling handling = new Handling(this);
        handlers.accept(handling);
        handling.throwRest();
    }

    /** Returns this group and what is in it as a tree of several lines. */
    public String tree() {
        return ExceptionTree.of(this);
    }

    private static final class Handling implements Handlers {
        private @Nullable ExceptionGroup rest;
        private final List<Throwable> thrown = new ArrayList<>();

        Handling(ExceptionGroup whole) {
            rest = whole;
        }

        @Override
        public <F extends Throwable> void except(
                Class<F> type, ThrowingConsumer<List<F>, ? extends Exception> handler) {
            Checks.notNull(type, "type");
            Checks.notNull(handler, "handler");
            if (rest == null) {
                return;
            }
            Split split = rest.split(failure -> !(failure instanceof ExceptionGroup) && type.isInstance(failure));
            if (split.matching().isEmpty()) {
                return;
            }
            rest = split.rest().orElse(null);
            try {
                handler.accept(ExceptionTree.leaves(split.matching().get())
                        .map(type::cast)
                        .toList());
            } catch (CancellationException cancellation) {
                everythingElse().forEach(cancellation::addSuppressed);
                throw cancellation;
            } catch (Exception failure) {
                thrown.add(failure);
            }
        }

        /** What handlers threw, and what none of them took. */
        private List<Throwable> everythingElse() {
            List<Throwable> all = new ArrayList<>(thrown);
            if (rest != null) {
                all.add(rest);
            }
            return all;
        }

        void throwRest() {
            if (rest != null && thrown.isEmpty()) {
                throw rest;
            }
            if (!thrown.isEmpty()) {
                throw new ExceptionGroup("errors while an exception group was handled", everythingElse());
            }
        }
    }
}
