package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameDiagnosticsTest {
    private static final String FLOWS = "dev.menai.fixture.Flows.class";

    @TempDir
    Path directory;

    private List<String> errors(String annotations) throws IOException {
        Compilation compilation = Compilation.of(directory, annotations);
        assertThat(compilation.isSuccessful()).isFalse();
        return compilation.errors();
    }

    @ParameterizedTest
    @ValueSource(strings = {"class", "a b", "a.B", "1"})
    @DisplayName("A facade's name is a simple one that Java has no other use for.")
    void oddNames(String name) throws IOException {
        assertThat(errors("@KotlinFacade(value = " + FLOWS + ", name = \"" + name + "\")"))
                .containsExactly("name must be the simple name of a class, but was \"" + name
                        + "\"; write an identifier of Java, without a package");
    }

    @Test
    @DisplayName("A facade does not have the name of its nested class.")
    void reservedName() throws IOException {
        assertThat(errors("@KotlinFacade(value = " + FLOWS + ", name = \"Calls\")"))
                .containsExactly("name must not be Calls, but was: facades have a nested class of that name; "
                        + "write another");
    }

    @Test
    @DisplayName("A facade does not replace a class of the same compilation.")
    void takenName() throws IOException {
        assertThat(errors("@KotlinFacade(value = " + FLOWS + ", name = \"Consumer\")"))
                .singleElement()
                .asString()
                .startsWith("facade consumer.Consumer must be a new source file, but javac refused it: ")
                .endsWith("; give it another name with @KotlinFacade(name = ...)");
    }

    @Test
    @DisplayName("Two facades have two names, also if one of them is deprecated.")
    void deprecatedNamesake() throws IOException {
        assertThat(errors("@KotlinFacade(value = " + FLOWS + ", name = \"N\")"
                        + "@KotlinFacade(value = dev.menai.fixture.OldNames.class, name = \"N\")"))
                .containsExactly("generated classes must have different names, but consumer.N would be that of "
                        + "dev.menai.fixture.Flows and of dev.menai.fixture.OldNames; "
                        + "give one of them another name with @KotlinFacade(name = ...)");
    }

    @ParameterizedTest
    @CsvSource({"int.class, int", "dev.menai.fixture.Flows[].class, dev.menai.fixture.Flows[]", "void.class, void"})
    @DisplayName("What is no class has no facade.")
    void noClasses(String written, String named) throws IOException {
        assertThat(errors("@KotlinFacade(" + written + ")"))
                .containsExactly("value must name a Kotlin class, but names " + named
                        + "; write the class that has the suspend functions");
    }

    @Test
    @DisplayName("A file that Java source cannot name, or not in this way, is refused with its reason.")
    void files() throws IOException {
        String required = "functions must name the class of a Kotlin file";
        assertThat(errors("@KotlinFacade(functions = \"\")"))
                .containsExactly(
                        required + ", but the name is empty; write \"the.package.SomeFileKt\" for SomeFile.kt");
        assertThat(errors("@KotlinFacade(functions = \"dev.menai.fixture.native.in.KeywordKt\")"))
                .containsExactly(required + ", but dev.menai.fixture.native.in.KeywordKt has native in it, "
                        + "a word of Java, so that Java source cannot name it; call its functions from Kotlin");
        assertThat(errors("@KotlinFacade(functions = \"dev/menai/fixture/FlowsKt\")"))
                .containsExactly(required + ", but dev/menai/fixture/FlowsKt is written with slashes or dollars; "
                        + "write it with dots, \"the.package.SomeFileKt\"");
        assertThat(errors("@KotlinFacade(functions = \"dev.menai.fixture.NastyNames$Inner\")"))
                .singleElement()
                .asString()
                .contains("is written with slashes or dollars");
        assertThat(errors("@KotlinFacade(functions = \"InNoPackage\")"))
                .containsExactly(required + " in a package, but InNoPackage is in none, so that no class in a package "
                        + "can name it; write the annotation in a class without a package");
    }

    @Test
    @DisplayName("Metadata that cannot be read is named, with the reason.")
    void refusedMetadata() throws IOException {
        assertThat(errors("@KotlinFacade(Consumer.class) @kotlin.Metadata(k = 1, mv = {1, 0, 0})"))
                .singleElement()
                .asString()
                .startsWith("a facade's class must have metadata that can be read, but that of consumer.Consumer "
                        + "cannot: ")
                .endsWith("; compile it with a newer Kotlin");
    }

    @Test
    @DisplayName("The constructor of an inner class needs an outer object, and types in odd packages a name.")
    void reasons() throws IOException {
        Compilation compilation = Compilation.of(
                directory,
                "@KotlinFacade({dev.menai.fixture.NastyNames.Inner.class, dev.menai.fixture.Keywords.class})");
        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.report("NastyNamesInnerAsync"))
                .filteredOn(line -> line.contains("\t-\t"))
                .singleElement()
                .asString()
                .endsWith("\tneeds an outer object; make it in Java, outer.new Inner(...)");
        assertThat(compilation.report("KeywordsAsync"))
                .filteredOn(line -> line.contains("\t-\t"))
                .singleElement()
                .asString()
                .contains("\ttake\t")
                .endsWith("\tits signature names dev.menai.fixture.native.in.Keyword, which Java source cannot name");
    }
}
