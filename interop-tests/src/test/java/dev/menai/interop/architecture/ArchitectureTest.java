package dev.menai.interop.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.GeneralCodingRules;
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
        String[] refused = java.util.stream.Stream.of(
                        "context", "loop", "tasks", "groups", "iteration", "sync", "bridge")
                .filter(other ->
                        !other.equals(room) && !java.util.List.of(others).contains(other))
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
    void theEngineDoesNotKnowTheJavaSide() {
        noClasses()
                .that()
                .resideInAPackage("dev.menai.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.menai", "dev.menai.function", "dev.menai.internal", "dev.menai.kotlin")
                .check(CLASSES);
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching("dev.menai.engine.(*)..").should().beFreeOfCycles().check(CLASSES);
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
        for (String name : new String[] {"dev.menai.Asyncio", "dev.menai.function.ThrowingSupplier"}) {
            assertThat(CLASSES.get(name).getPackage().isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void nothingPrints() {
        classes()
                .that()
                .resideInAnyPackage("dev.menai", "dev.menai.engine..", "dev.menai.internal", "dev.menai.kotlin")
                .and()
                .doNotHaveSimpleName("LoopLog") // it says on the error stream that the logger itself fails
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.not(
                        GeneralCodingRules.ACCESS_STANDARD_STREAMS))
                .check(CLASSES);
    }
}
