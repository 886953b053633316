package dev.menai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void aSuccessHasAValueWhichMayBeNull() {
        Outcome<String> nothing = Outcome.success(null);
        assertThat(nothing.isSuccess()).isTrue();
        assertThat(nothing.isFailure()).isFalse();
        assertThat(nothing.isCancelled()).isFalse();
        assertThat(nothing.value()).isNull();
        assertThat(nothing.exception()).isNull();
    }

    @Test
    void aFailureThrowsItsExceptionWhenItIsAskedForTheValue() {
        IOException lost = new IOException("lost");
        Outcome<String> failure = Outcome.failure(lost);
        assertThat(failure.isSuccess()).isFalse();
        assertThat(failure.isFailure()).isTrue();
        assertThat(failure.isCancelled()).isFalse();
        assertThat(failure.exception()).isSameAs(lost);
        assertThatThrownBy(failure::value).isSameAs(lost);
    }

    @Test
    void aCancellationIsAFailure() {
        Outcome<String> cancelled = Outcome.failure(new CancellationException("stop"));
        assertThat(cancelled.isFailure()).isTrue();
        assertThat(cancelled.isCancelled()).isTrue();
    }
}
