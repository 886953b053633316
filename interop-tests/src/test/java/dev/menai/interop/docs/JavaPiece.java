package dev.menai.interop.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java of the documentation as javac gets it, for the oldest Java that runs it. */
final class JavaPiece {
    /** What a piece without imports of its own may name. */
    static final String IMPORTS =
            """
            import static dev.menai.Asyncio.*;
            import dev.menai.*;
            import dev.menai.PriorityQueue;
            import dev.menai.Queue;
            import dev.menai.fixture.MemoryStore;
            import dev.menai.fixture.Note;
            import dev.menai.fixture.Notebook;
            import dev.menai.fixture.User;
            import dev.menai.fixture.UserId;
            import dev.menai.fixture.UserRepository;
            import dev.menai.function.*;
            import dev.menai.kotlin.*;
            import java.io.IOException;
            import java.io.StringReader;
            import java.net.URI;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.CancellationException;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.ExecutorService;
            import java.util.concurrent.Executors;
            import java.util.concurrent.Future;
            import java.util.function.Supplier;
            import kotlin.Unit;
            import kotlin.coroutines.Continuation;
            import kotlin.jvm.functions.Function2;
            import kotlinx.coroutines.BuildersKt;
            import kotlinx.coroutines.CoroutineName;
            import kotlinx.coroutines.CoroutineScope;
            import kotlinx.coroutines.Dispatchers;
            import kotlinx.coroutines.flow.Flow;

            """;

    private JavaPiece() {}

    /** Compiles the class {@code name} into {@code folder}; returns errors, and resources that are never referenced. */
    static List<Diagnostic<? extends JavaFileObject>> compile(String name, String source, Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:try",
                "--release",
                "17");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(file);
            boolean unused = compiler.getTask(null, files, messages, options, null, units)
                    .call(); // false if there are errors
        }
        return messages.getDiagnostics().stream().filter(JavaPiece::isComplaint).toList();
    }

    private static boolean isComplaint(Diagnostic<?> message) {
        return message.getKind() == Diagnostic.Kind.ERROR || message.getCode().endsWith("try.resource.not.referenced");
    }
}
