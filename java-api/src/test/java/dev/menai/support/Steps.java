package dev.menai.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Records what happened, in order. */
public final class Steps {
    private final List<Object> taken = Collections.synchronizedList(new ArrayList<>());

    public void add(Object step) {
        taken.add(step);
    }

    public void expect(Object... steps) {
        assertThat(taken).containsExactly(steps);
    }

    public List<Object> taken() {
        return List.copyOf(taken);
    }
}
