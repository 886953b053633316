package dev.menai.interop.reactive;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * The tests of a class for TestNG as tests of JUnit, each on an instance of its own. Those of Reactive Streams that are
 * called untested are left out: they say what nobody can test, and do nothing but skip themselves.
 */
final class Verifications {
    private static final long PATIENCE_MILLIS = 3_000;
    private static final long SILENCE_MILLIS = 20;

    /** How long a failure may take to come: where one is expected, they look once, whatever their patience. */
    private static final long LOOK_MILLIS = 400;

    /** In the name of a test that waits 100 ms for an object to be collected, and not longer. */
    private static final String COLLECTED = "EventuallyDropAllReferences";

    private static final int MOST_ATTEMPTS = 5;

    private Verifications() {}

    static TestEnvironment environment() {
        return new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS, LOOK_MILLIS);
    }

    static Stream<DynamicTest> of(String subject, Supplier<?> verification) {
        return of(subject, verification, test -> true);
    }

    static Stream<DynamicTest> of(String subject, Supplier<?> verification, Predicate<String> isMeant) {
        return Arrays.stream(verification.get().getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> !method.getName().startsWith("untested_") && isMeant.test(method.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> DynamicTest.dynamicTest(
                        subject + ": " + method.getName(), () -> runPatiently(verification, method)));
    }

    /** Runs {@code test}, again if it gives the collector of garbage no more time than a busy machine may need. */
    private static void runPatiently(Supplier<?> verification, Method test) throws Throwable {
        for (int attempt = test.getName().contains(COLLECTED) ? MOST_ATTEMPTS : 1; ; attempt--) {
            try {
                run(verification.get(), test);
                return;
            } catch (AssertionError failure) {
                if (attempt == 1) {
                    throw failure;
                }
            }
        }
    }

    private static void run(Object verification, Method test) throws Throwable {
        call(verification, BeforeClass.class);
        call(verification, BeforeMethod.class);
        try {
            test.invoke(verification);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } finally {
            call(verification, AfterClass.class);
        }
    }

    private static void call(Object verification, Class<? extends Annotation> annotation)
            throws ReflectiveOperationException {
        for (Method method : verification.getClass().getMethods()) {
            if (method.isAnnotationPresent(annotation)) {
                method.invoke(verification);
            }
        }
    }
}
