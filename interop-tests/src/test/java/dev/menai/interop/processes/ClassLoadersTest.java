package dev.menai.interop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.Asyncio;
import dev.menai.engine.loop.Loop;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import kotlin.Unit;
import kotlinx.coroutines.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An application that was loaded with its libraries, and is unloaded, as servers and build tools do. */
class ClassLoadersTest {
    private static final long PATIENCE_MILLIS = 100;

    @Test
    @DisplayName("THR-9: when all loops have ended nothing keeps the classes of the application")
    void classesGo() throws Exception {
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        List<PhantomReference<ClassLoader>> expected = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        try {
            for (int round = 0; round < 3; round++) {
                expected.add(loadAndRun(gone));
            }
            while (!expected.isEmpty()) { // the time limit of the test ends this
                System.gc();
                expected.remove(gone.remove(PATIENCE_MILLIS));
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
        assertThat(failures).isEmpty();
    }

    private static PhantomReference<ClassLoader> loadAndRun(ReferenceQueue<ClassLoader> gone) throws Exception {
        List<URL> places = new ArrayList<>();
        for (Class<?> type : List.of(ClassLoadersProgram.class, Asyncio.class, Loop.class, Unit.class, Job.class)) {
            places.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (var application = new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(application);
            application
                    .loadClass(ClassLoadersProgram.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
            return new PhantomReference<>(application, gone);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
