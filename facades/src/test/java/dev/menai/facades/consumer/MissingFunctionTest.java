package dev.menai.facades.consumer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.fixture.Defaults;
import dev.menai.kotlin.generated.FacadeCalls;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MissingFunctionTest {
    private static final String DESCRIPTOR = "(Ljava/lang/String;[JI)Lno/such/Type;";

    @Test
    @DisplayName("FAC-10: a handle of a function that is not there says so when it is called.")
    void function() {
        MethodHandle handle = FacadeCalls.function(getClass(), Defaults.class.getName(), "gone-abc", DESCRIPTOR);
        assertThatThrownBy(() -> handle.invokeWithArguments(new Defaults("d", 1, null), "text", new long[0], 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("class dev.menai.fixture.Defaults must have gone-abc(Ljava/lang/String;[JI)Lno/such/Type;, "
                        + "which its facade calls, but has not; "
                        + "compile the facade against the version of the library that is there at run time");
    }

    @Test
    @DisplayName("FAC-10: so does one of a function with defaults, of a static one, and of a constructor.")
    void otherKinds() {
        String owner = "no.such.Owner";
        assertThatThrownBy(() -> FacadeCalls.withDefaults(getClass(), owner, "f", "(I)V", 1)
                        .invokeWithArguments("receiver", 1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("class no.such.Owner must have f(I)V");
        assertThatThrownBy(() -> FacadeCalls.staticFunction(getClass(), owner, "f", "(I)I")
                        .invokeWithArguments(1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> FacadeCalls.constructorWithDefaults(getClass(), owner, "(I)V", 2)
                        .invokeWithArguments(1, 1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("class no.such.Owner must have <init>(I)V");
    }
}
