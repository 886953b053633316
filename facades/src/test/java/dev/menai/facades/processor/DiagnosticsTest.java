package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosticsTest {
    @TempDir
    Path directory;

    private List<String> errors(String annotations) throws IOException {
        Compilation compilation = Compilation.of(directory, annotations);
        assertThat(compilation.isSuccessful()).isFalse();
        assertThat(compilation.errorLines()).isSubsetOf(3L, 4L); // of repeated annotations javac knows the class only
        return compilation.errors();
    }

    @Test
    @DisplayName("FAC-11: a class of Java has no facade.")
    void notKotlin() throws IOException {
        assertThat(errors("@KotlinFacade(java.util.Timer.class)"))
                .containsExactly("a facade's class must be Kotlin's, but java.util.Timer has no Kotlin metadata; "
                        + "call it directly, it is Java's");
    }

    @Test
    @DisplayName("FAC-11: a file of functions must be on the class path.")
    void noSuchFile() throws IOException {
        assertThat(errors("@KotlinFacade(functions = \"no.such.FileKt\")"))
                .containsExactly(
                        "functions must name the class of a Kotlin file, but no.such.FileKt is not on the class "
                                + "path; write its name in byte code, \"the.package.SomeFileKt\" for SomeFile.kt, and add the "
                                + "library that has it");
    }

    @Test
    @DisplayName("FAC-11: a class is no file, and a file no class.")
    void mixedUp() throws IOException {
        assertThat(errors("@KotlinFacade(functions = \"dev.menai.fixture.Flows\")"))
                .containsExactly(
                        "functions must name the class of a Kotlin file, but dev.menai.fixture.Flows is a class; "
                                + "write @KotlinFacade(dev.menai.fixture.Flows.class)");
        assertThat(errors("@KotlinFacade(dev.menai.fixture.FlowsKt.class)"))
                .containsExactly(
                        "value must name a Kotlin class, but dev.menai.fixture.FlowsKt holds the functions of a "
                                + "file; write functions = \"dev.menai.fixture.FlowsKt\"");
    }

    @Test
    @DisplayName("FAC-11: what is internal in Kotlin has no facade, though byte code calls it public.")
    void internal() throws IOException {
        assertThat(errors("@KotlinFacade(dev.menai.fixture.HiddenClass.class)"))
                .containsExactly("a facade's class must be public in Kotlin, but dev.menai.fixture.HiddenClass is not; "
                        + "write the facade of a public class or interface that it extends");
    }

    @Test
    @DisplayName("FAC-11: an annotation asks for something.")
    void nothing() throws IOException {
        assertThat(errors("@KotlinFacade"))
                .containsExactly("@KotlinFacade must name a Kotlin class or a file of functions, but names none; "
                        + "write @KotlinFacade(SomeKotlinClass.class) or functions = \"the.package.SomeFileKt\"");
    }

    @Test
    @DisplayName("FAC-11: a name is of one facade.")
    void names() throws IOException {
        assertThat(
                        errors(
                                "@KotlinFacade(value = {dev.menai.fixture.Flows.class, dev.menai.fixture.Kinds.class}, name = \"N\")"))
                .containsExactly(
                        "name must be of one facade, but @KotlinFacade asks for 2; write an annotation for each");
        assertThat(errors("@KotlinFacade(value = dev.menai.fixture.Flows.class, name = \"N\")"
                        + "@KotlinFacade(value = dev.menai.fixture.Kinds.class, name = \"N\")"))
                .containsExactly("generated classes must have different names, but consumer.N would be that of "
                        + "dev.menai.fixture.Flows and of dev.menai.fixture.Kinds; "
                        + "give one of them another name with @KotlinFacade(name = ...)");
    }

    @Test
    @DisplayName("FAC-12: members that Java cannot call are in the report, with the reason, and a note counts them.")
    void report() throws IOException {
        Compilation compilation = Compilation.of(directory, "@KotlinFacade(dev.menai.fixture.Lambdas.class)");
        assertThat(compilation.isSuccessful()).isTrue();
        assertThat(compilation.messages(Diagnostic.Kind.NOTE))
                .containsExactly(
                        "facades leave out 1 member that Java cannot call; META-INF/menai/facades.tsv says why");
        assertThat(compilation.report("LambdasAsync"))
                .filteredOn(line -> line.contains("\t-\t"))
                .singleElement()
                .asString()
                .contains("\treified\t")
                .endsWith("has a reified type parameter, so that it exists only where Kotlin code calls it; "
                        + "call its form that takes the type as an argument");
    }

    @Test
    @DisplayName("FAC-12: what its author hid is left out, and what is deprecated stays deprecated.")
    void hidden() throws IOException {
        Compilation compilation = Compilation.of(directory, "@KotlinFacade(dev.menai.fixture.Kinds.class)");
        assertThat(compilation.report("KindsAsync"))
                .noneMatch(line -> line.contains("hidden") && !line.contains("\t-\t"));
        assertThat(compilation.source("KindsAsync"))
                .contains("@Deprecated\n    public CompletableFuture<String> readOld(");
    }

    @Test
    @DisplayName("FAC-5: a name that two members want goes to the first; the other is called after its parameters.")
    void clash() throws IOException {
        Compilation compilation = Compilation.of(directory, "@KotlinFacade(dev.menai.fixture.Defaults.class)");
        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.report("DefaultsAsync"))
                .filteredOn(line -> line.contains("is called"))
                .containsExactly("consumer.DefaultsAsync\tdev.menai.fixture.Defaults$Companion\tcreate\t"
                        + "create(Ljava/lang/String;ILkotlin/coroutines/Continuation;)Ljava/lang/Object;\t"
                        + "createWithPrefixAndTimes() createWithPrefixAndTimes(java.util.function.Consumer)\t"
                        + "is called createWithPrefixAndTimes, because create means another member");
        assertThat(compilation.source("DefaultsAsync"))
                .contains("public static DefaultsAsync create(")
                .contains("public static CompletableFuture<DefaultsAsync> createWithPrefixAndTimes(");
    }

    @Test
    @DisplayName("FAC-8: an override that narrows what it returns takes the place of what it overrides.")
    void narrowed() throws IOException {
        for (String name : List.of("NumberPage", "UserIdSource")) {
            Compilation compilation = Compilation.of(directory, "@KotlinFacade(dev.menai.fixture." + name + ".class)");
            assertThat(compilation.report(name + "Async"))
                    .filteredOn(line -> line.contains("\tnext\t"))
                    .singleElement()
                    .asString()
                    .endsWith("\tnext()\t");
        }
    }

    @Test
    @DisplayName("Defaults that Java cannot leave to Kotlin are in the report.")
    void lostDefaults() throws IOException {
        Compilation compilation = Compilation.of(
                directory,
                "@KotlinFacade(value = dev.menai.fixture.IdShelf.class, functions = \"dev.menai.fixture.ScopesKt\")");
        assertThat(compilation.report("ScopesKtAsync"))
                .filteredOn(line -> line.contains("\ttracedName\t"))
                .singleElement()
                .asString()
                .endsWith("\ttakes all arguments, because it has context parameters, "
                        + "with which Java cannot leave any out");
        assertThat(compilation.report("IdShelfAsync"))
                .filteredOn(line -> line.contains("\tput\t"))
                .singleElement()
                .asString()
                .endsWith("\ttakes all arguments, because the function that it overrides has the defaults, "
                        + "of another type");
    }
}
