package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseClassDiagnosticsTest {
    private static final String FIXTURE = "dev.menai.fixture.";

    @TempDir
    Path directory;

    private Compilation implementable(String asked) throws IOException {
        return Compilation.of(directory, "@KotlinFacade(" + asked + ", implementable = true)");
    }

    @Test
    @DisplayName("FAC-17: only interfaces have a base class.")
    void notAnInterface() throws IOException {
        assertThat(implementable("value = " + FIXTURE + "Kinds.class").errors())
                .containsExactly("a base class must be of a Kotlin interface, but dev.menai.fixture.Kinds is none; "
                        + "leave out implementable, and write a subclass if it is an open class");
        assertThat(implementable("functions = \"" + FIXTURE + "FlowsKt\"").errors())
                .singleElement()
                .asString()
                .startsWith("a base class must be of a Kotlin interface, but dev.menai.fixture.FlowsKt is none");
    }

    @Test
    @DisplayName("FAC-17: a sealed interface has none.")
    void sealed() throws IOException {
        assertThat(implementable("value = " + FIXTURE + "Command.class").errors())
                .containsExactly("a base class must be of an interface that anyone may implement, but "
                        + "dev.menai.fixture.Command is sealed; ask its author for one that is not");
    }

    @Test
    @DisplayName("FAC-17: what Java cannot declare is named, with the reason, if the base class is asked for alone.")
    void undeclarable() throws IOException {
        assertThat(implementable("value = " + FIXTURE + "KotlinOnly.class").errors())
                .containsExactly("a base class must have all abstract members of dev.menai.fixture.KotlinOnly, "
                        + "but Java cannot declare with spaces (has a name that Java source cannot write), "
                        + "now (returns a Result without suspending), "
                        + "take (takes a Result, which Java cannot read), "
                        + "notifyAll (wants a method that the base class has already), "
                        + "title (wants the method getTitle() of dev.menai.fixture.KotlinOnly.getTitle); "
                        + "write the implementation in Kotlin");
    }

    @Test
    @DisplayName("FAC-17: asked for among others it is left out, which a note and the report say.")
    void amongOthers() throws IOException {
        Compilation compilation = implementable("value = {" + FIXTURE + "KotlinOnly.class, " + FIXTURE
                + "Command.class, " + FIXTURE + "User.class, " + FIXTURE + "UserStore.class}");
        assertThat(compilation.isSuccessful()).isTrue();
        assertThat(compilation.hasSource("UserStoreBase")).isTrue();
        assertThat(compilation.hasSource("KotlinOnlyBase")).isFalse();
        assertThat(compilation.hasSource("CommandBase")).isFalse();
        assertThat(compilation.hasSource("UserBase")).isFalse();
        assertThat(compilation.messages(Diagnostic.Kind.NOTE))
                .contains("2 interfaces that Java cannot implement have no base class; "
                        + "META-INF/menai/facades.tsv says why");
        assertThat(compilation.report("KotlinOnlyBase")).hasSize(5).allMatch(line -> line.contains("\t-\t"));
        assertThat(compilation.report("CommandBase"))
                .containsExactly("consumer.CommandBase\tdev.menai.fixture.Command\t*\t\t-\t"
                        + "is sealed: only its author can implement it");
        assertThat(compilation.report("UserStoreBase"))
                .contains("consumer.UserStoreBase\tdev.menai.fixture.UserStore\tstore\t"
                        + "store(Ldev/menai/fixture/User;Lkotlin/coroutines/Continuation;)Ljava/lang/Object;\t"
                        + "store(dev.menai.fixture.User)\t");
    }

    @Test
    @DisplayName("FAC-17: a base class has a name of its own, after that of the facade.")
    void names() throws IOException {
        Compilation named = implementable("value = " + FIXTURE + "UserStore.class, name = \"Users\"");
        assertThat(named.errors()).isEmpty();
        assertThat(named.source("UsersBase")).contains("public abstract class UsersBase {");
        assertThat(Compilation.of(
                                directory,
                                "@KotlinFacade(value = dev.menai.fixture.UserStore.class, implementable = true)"
                                        + "@KotlinFacade(value = dev.menai.fixture.Kinds.class, name = \"UserStoreBase\")")
                        .errors())
                .containsExactly("generated classes must have different names, but consumer.UserStoreBase would be "
                        + "that of dev.menai.fixture.Kinds and of dev.menai.fixture.UserStore; "
                        + "give one of them another name with @KotlinFacade(name = ...)");
    }

    @Test
    @DisplayName("FAC-17: a base class that is asked for twice is there once.")
    void twice() throws IOException {
        String asked = "@KotlinFacade(value = dev.menai.fixture.UserStore.class, implementable = true)";
        Compilation compilation =
                Compilation.of(directory, "@KotlinFacade(dev.menai.fixture.UserStore.class)" + asked + asked);
        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.hasSource("UserStoreBase")).isTrue();
    }
}
