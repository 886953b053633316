package dev.menai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ExceptionGroupTest {
    private final IOException lost = new IOException("lost");
    private final IOException missing = new FileNotFoundException("missing");
    private final IllegalStateException closed = new IllegalStateException("closed");
    private final ExceptionGroup inner = new ExceptionGroup("inner", List.of(missing, closed));
    private final ExceptionGroup group = new ExceptionGroup("outer", List.of(lost, inner));

    @Test
    void messageCountsTheMembersAndNamesTheFirst() {
        assertThat(group).hasMessage("outer (2 sub-exceptions): java.io.IOException: lost");
        assertThat(new ExceptionGroup("one", List.of(inner)))
                .hasMessage("one (1 sub-exception): java.io.FileNotFoundException: missing");
        assertThat(group.message()).isEqualTo("outer");
        assertThat(group.exceptions()).containsExactly(lost, inner);
    }

    @Test
    void aMemberWithoutATextDoesNotHinderIt() {
        Exception unruly = new Exception() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no text");
            }
        };
        assertThat(new ExceptionGroup("all", List.of(unruly)).getMessage()).startsWith("all (1 sub-exception): ");
    }

    @Test
    void theFirstMemberIsTheCause() {
        assertThat(group).hasCause(lost);
        assertThat(group.getSuppressed()).containsExactly(inner);
        assertThat(new ExceptionGroup("one", List.of(inner)).getCause()).hasCause(missing);
    }

    @Test
    void membersAreInThePrintedStackTrace() {
        StringWriter text = new StringWriter();
        group.printStackTrace(new PrintWriter(text));
        assertThat(text.toString())
                .contains(
                        "Suppressed: dev.menai.ExceptionGroup: inner",
                        "Suppressed: java.lang.IllegalStateException: closed",
                        "Caused by: java.io.IOException: lost")
                .doesNotContain("CIRCULAR");
    }

    @Test
    void treeShowsEveryLevel() {
        ExceptionGroup three = new ExceptionGroup("all", List.of(inner, lost));
        assertThat(three.tree())
                .isEqualTo(
                        """
                        ExceptionGroup: all (2 sub-exceptions)
                        |- ExceptionGroup: inner (2 sub-exceptions)
                        |  |- java.io.FileNotFoundException: missing
                        |  `- java.lang.IllegalStateException: closed
                        `- java.io.IOException: lost
                        """);
    }

    @Test
    void subgroupByTypeKeepsTheShape() {
        ExceptionGroup found = group.subgroup(IOException.class).orElseThrow();
        assertThat(found.tree())
                .isEqualTo(
                        """
                        ExceptionGroup: outer (2 sub-exceptions)
                        |- java.io.IOException: lost
                        `- ExceptionGroup: inner (1 sub-exception)
                           `- java.io.FileNotFoundException: missing
                        """);
        assertThat(found.getStackTrace()).isEqualTo(group.getStackTrace());
        assertThat(group.subgroup(InterruptedException.class)).isEmpty();
    }

    @Test
    void splitGivesBothParts() {
        ExceptionGroup.Split split = group.split(failure -> failure == missing);
        assertThat(split.matching().orElseThrow().exceptions()).hasSize(1);
        assertThat(split.rest().orElseThrow().tree()).contains("lost", "closed").doesNotContain("missing");
        assertThat(group.split(Throwable.class).matching()).containsSame(group);
        assertThat(group.split(Throwable.class).rest()).isEmpty();
        assertThat(group.split(InterruptedException.class).rest()).containsSame(group);
        assertThat(group.split(failure -> failure == inner)
                        .matching()
                        .orElseThrow()
                        .exceptions())
                .containsExactly(inner);
    }

    @Test
    void partsHaveACauseOfTheirOwn() {
        assertThat(group.subgroup(IllegalStateException.class).orElseThrow().getCause())
                .hasCause(closed);
    }

    @Test
    void handleGivesEachHandlerItsTypeOnce() {
        List<Object> handled = new ArrayList<>();
        group.handle(failures -> {
            failures.except(FileNotFoundException.class, handled::addAll);
            failures.except(IOException.class, handled::addAll);
            failures.except(InterruptedException.class, none -> handled.add("never"));
            failures.except(IllegalStateException.class, handled::addAll);
        });
        assertThat(handled).containsExactly(missing, lost, closed);
    }

    @Test
    void handleThrowsWhatNobodyTook() {
        ExceptionGroup rest = catchThrowableOfType(
                ExceptionGroup.class, () -> group.handle(failures -> failures.except(IOException.class, taken -> {})));
        assertThat(rest.tree())
                .isEqualTo(
                        """
                        ExceptionGroup: outer (1 sub-exception)
                        `- ExceptionGroup: inner (1 sub-exception)
                           `- java.lang.IllegalStateException: closed
                        """);
        assertThatThrownBy(() -> group.handle(failures -> {})).isSameAs(group);
    }

    @Test
    void handleThrowsWhatHandlersThrow() {
        UncheckedIOException worse = new UncheckedIOException(lost);
        ExceptionGroup all = catchThrowableOfType(
                ExceptionGroup.class,
                () -> group.handle(failures -> failures.except(IOException.class, taken -> {
                    throw worse;
                })));
        assertThat(all)
                .hasMessage("errors while an exception group was handled (2 sub-exceptions): "
                        + "java.io.UncheckedIOException: java.io.IOException: lost");
        assertThat(all.exceptions().get(0)).isSameAs(worse);
        assertThat(all.exceptions().get(1))
                .hasMessage("outer (1 sub-exception): java.lang.IllegalStateException: closed");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> new ExceptionGroup("none", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exceptions must not be empty: a group is of at least one exception");
        assertThatThrownBy(() -> new ExceptionGroup("null", Arrays.asList(lost, null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("exceptions must not hold null, but does at index 1");
        assertThatThrownBy(() -> new ExceptionGroup(null, List.of(lost))).hasMessage("message must not be null");
        assertThatThrownBy(() -> group.split((Class<? extends Throwable>) null)).hasMessage("type must not be null");
        assertThatThrownBy(() -> group.handle(null)).hasMessage("handlers must not be null");
    }

    @Test
    void aCancellationInAHandlerComesOutAtOnceWithTheRestSuppressed() {
        CancellationException cancelled = new CancellationException("while handling");
        assertThatThrownBy(() -> group.handle(failures -> {
                    failures.except(FileNotFoundException.class, taken -> {
                        throw cancelled;
                    });
                    failures.except(IOException.class, taken -> {
                        throw new IllegalStateException("never called");
                    });
                }))
                .isSameAs(cancelled)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }
}
