package dev.menai.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kotlin.KotlinVersion;
import kotlinx.coroutines.CoroutineDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The oldest versions of Kotlin's libraries that Menai runs with, and a look at those that are there: a build tool may
 * have taken an older one that somebody else asks for. What cannot be read (in repackaged jars) is not complained about.
 */
public final class LibraryVersions {
    private static final String OLDEST_STDLIB = "1.9.25";
    private static final String OLDEST_COROUTINES = "1.8.1";
    private static final String COROUTINES_VERSION = "/META-INF/kotlinx_coroutines_core.version";
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    private LibraryVersions() {}

    /**
     * Requires that the libraries are new enough.
     *
     * @throws LinkageError if one is too old: what is missing in it would be found later, in the middle of something
     */
    public static void require() {
        require("org.jetbrains.kotlin:kotlin-stdlib", "kotlin-bom", KotlinVersion.CURRENT.toString(), OLDEST_STDLIB);
        require(
                "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm",
                "kotlinx-coroutines-bom",
                coroutines(),
                OLDEST_COROUTINES);
    }

    static void require(String library, String bom, @Nullable String actual, String oldest) {
        int[] found = actual == null ? null : numbers(actual);
        int[] wanted = numbers(oldest);
        if (found != null && wanted != null && Arrays.compare(found, wanted) < 0) {
            throw new LinkageError(library + " must be " + oldest + " or newer, but is " + actual
                    + "; something else asks for the older one: declare a newer one in your build, or import " + bom);
        }
    }

    private static int @Nullable [] numbers(String version) {
        Matcher matcher = NUMBERS.matcher(version);
        if (!matcher.matches()) {
            return null;
        }
        return new int[] {
            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))
        };
    }

    /** Returns the version that lies beside the class in its jar, or null when there is none. */
    private static @Nullable String coroutines() {
        String type = CoroutineDispatcher.class.getSimpleName() + ".class";
        String folder = CoroutineDispatcher.class.getPackageName().replace('.', '/');
        URL place = CoroutineDispatcher.class.getResource(type);
        URL file = CoroutineDispatcher.class.getResource(COROUTINES_VERSION);
        if (place == null
                || file == null
                || !jarOf(place, "/" + folder + "/" + type).equals(jarOf(file, COROUTINES_VERSION))) {
            return null;
        }
        try (InputStream in = CoroutineDispatcher.class.getResourceAsStream(COROUTINES_VERSION)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static String jarOf(URL resource, String path) {
        String text = resource.toString();
        return text.endsWith(path) ? text.substring(0, text.length() - path.length()) : text;
    }
}
