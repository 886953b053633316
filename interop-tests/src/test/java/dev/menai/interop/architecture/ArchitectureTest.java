package dev.menai.interop.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rooms and their arrows, as docs/architecture.md draws them. */
class ArchitectureTest {
    private static final String ENGINE = "dev.menai.engine.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("tests.jar"))
            .importPackages("dev.menai");

    private static void roomImportsOnly(String room, String... others) {
        String[] refused = Stream.of("spi", "context", "loop", "tasks", "groups", "iteration", "sync", "bridge")
                .filter(other -> !other.equals(room)
                        && !other.equals("spi")
                        && !List.of(others).contains(other))
                .map(other -> ENGINE + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ENGINE + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(refused)
                .check(CLASSES);
    }

    @Test
    void theRoomsOfTheEngine() {
        assertThat(CLASSES.contain("dev.menai.engine.loop.ConfinedLoop")).isTrue();
        roomImportsOnly("context");
        roomImportsOnly("loop", "context");
        roomImportsOnly("tasks", "loop", "context");
        roomImportsOnly("groups", "tasks", "loop", "context");
        roomImportsOnly("iteration", "tasks", "loop", "context");
        roomImportsOnly("sync", "tasks", "loop", "context");
        roomImportsOnly("bridge", "tasks", "loop", "context");
    }

    @Test
    void whatOthersMayUseKnowsNoRoom() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + "spi")
                .should()
                .dependOnClassesThat(resideInAPackage(ENGINE + "*..").and(not(resideInAPackage(ENGINE + "spi"))))
                .check(CLASSES);
    }

    @Test
    void theEngineDoesNotKnowTheJavaSide() {
        noClasses()
                .that()
                .resideInAPackage("dev.menai.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.menai",
                        "dev.menai.function",
                        "dev.menai.internal..",
                        "dev.menai.kotlin..",
                        "dev.menai.coroutines")
                .check(CLASSES);
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching("dev.menai.engine.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void roomsOfTheJavaSideAreFreeOfCycles() {
        slices().matching("dev.menai.internal.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.menai.internal")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.menai.internal.*"))
                .as("what all rooms use should know none of them")
                .check(CLASSES);
    }

    @Test
    void theRoomsOfTheProcessor() {
        JavaClasses processor = new ClassFileImporter().importPath(Path.of("../facades/target/classes"));
        assertThat(processor.contain("dev.menai.facades.model.JavaMethod")).isTrue();
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("processor")
                .definedBy("dev.menai.facades")
                .layer("write")
                .definedBy("dev.menai.facades.write")
                .layer("plan")
                .definedBy("dev.menai.facades.plan")
                .layer("model")
                .definedBy("dev.menai.facades.model")
                .layer("read")
                .definedBy("dev.menai.facades.read")
                .layer("types")
                .definedBy("dev.menai.facades.types")
                .whereLayer("processor")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("write")
                .mayOnlyBeAccessedByLayers("processor")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("processor", "write")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers("processor", "write", "plan")
                .whereLayer("read")
                .mayOnlyBeAccessedByLayers("processor", "write", "plan", "model")
                .check(processor);
    }

    /** The vocabulary can be read, and run, without what is about Kotlin. */
    @Test
    void theVocabularyDoesNotKnowWhatIsForKotlin() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.menai", "dev.menai.function")
                .or(resideInAPackage("dev.menai.internal..")
                        .and(not(resideInAnyPackage("dev.menai.internal.bridge", "dev.menai.internal.reflection"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.menai.kotlin..",
                        "dev.menai.coroutines",
                        "dev.menai.internal.bridge",
                        "dev.menai.internal.reflection")
                .check(CLASSES);
    }

    @Test
    void onlyTheKotlinPackageOfTheJavaSideKnowsKotlin() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.menai", "dev.menai.function")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kotlinx..")
                .check(CLASSES);
    }

    @Test
    void publicPackagesAreNullMarked() {
        for (String name : new String[] {
            "dev.menai.Asyncio",
            "dev.menai.function.ThrowingSupplier",
            "dev.menai.kotlin.Suspend",
            "dev.menai.kotlin.generated.FacadeCalls"
        }) {
            assertThat(CLASSES.get(name).getPackage().isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    /** Kotlin callers do not see the exports of modules. Users see two classes, as the superclasses of futures. */
    @Test
    void whatIsPublicForOurModulesOnlyIsMarkedForKotlin() throws IOException {
        Pattern declaration = Pattern.compile("(?m)^((?:@.*\n)*)public .*$");
        Set<String> ofUsers = Set.of("LoopFuture.kt", "TakingFuture.kt", "ComposedFuture.kt", "InternalMenaiApi.kt");
        List<String> found = new ArrayList<>();
        for (String folder : List.of("kotlin-core/src/main/kotlin", "java-api/src/main/kotlin/dev/menai/internal")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", folder))) {
                for (Path source : sources.filter(path -> path.toString().endsWith(".kt"))
                        .filter(path -> !ofUsers.contains(path.getFileName().toString()))
                        .toList()) {
                    declaration
                            .matcher(Files.readString(source))
                            .results()
                            .forEach(match -> found.add(match.group(1) + source + ": " + match.group()));
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(90).allSatisfy(text -> assertThat(text)
                .contains("@InternalMenaiApi\n"));
    }

    @Test
    void nothingPrints() {
        classes()
                .that()
                .resideInAnyPackage(
                        "dev.menai",
                        "dev.menai.engine..",
                        "dev.menai.internal..",
                        "dev.menai.kotlin..",
                        "dev.menai.coroutines")
                .and()
                .doNotHaveSimpleName("LoopLog") // it says on the error stream that the logger itself fails
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.not(
                        GeneralCodingRules.ACCESS_STANDARD_STREAMS))
                .check(CLASSES);
    }
}
