package dev.menai.facades.processor;

import dev.menai.facades.KotlinFacadeProcessor;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** One run of the compiler of this JDK, with the processor, over a class {@code consumer.Consumer} with annotations. */
final class Compilation {
    private final Path directory;
    private final List<Diagnostic<? extends JavaFileObject>> diagnostics;
    private final boolean successful;

    private Compilation(Path directory, List<Diagnostic<? extends JavaFileObject>> diagnostics, boolean successful) {
        this.directory = directory;
        this.diagnostics = diagnostics;
        this.successful = successful;
    }

    /** Compiles a consumer with {@code annotations}, every warning an error. */
    static Compilation of(Path directory, String annotations) throws IOException {
        return of(directory, annotations, System.getProperty("java.class.path"), List.of());
    }

    /** As {@link #of(Path, String)}, against this class path. */
    static Compilation of(Path directory, String annotations, String classPath) throws IOException {
        return of(directory, annotations, classPath, List.of());
    }

    /** As {@link #of(Path, String)}, with processors that come after the one of facades. */
    static Compilation of(Path directory, String annotations, List<Processor> others) throws IOException {
        return of(directory, annotations, System.getProperty("java.class.path"), others);
    }

    private static Compilation of(Path directory, String annotations, String classPath, List<Processor> others)
            throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var collected = new DiagnosticCollector<JavaFileObject>();
        List<String> options = List.of(
                "-Xlint:all,-classfile",
                "-Werror",
                "-cp",
                classPath,
                "-d",
                directory.toString(),
                "-s",
                directory.toString());
        var task = compiler.getTask(
                new StringWriter(), null, collected, options, null, List.of(new Consumer(annotations)));
        List<Processor> processors = new ArrayList<>(List.of(new KotlinFacadeProcessor()));
        processors.addAll(others);
        task.setProcessors(processors);
        boolean successful = task.call();
        return new Compilation(directory, collected.getDiagnostics(), successful);
    }

    boolean isSuccessful() {
        return successful;
    }

    List<String> errors() {
        return messages(Diagnostic.Kind.ERROR);
    }

    List<String> messages(Diagnostic.Kind kind) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == kind)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    List<Long> errorLines() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::getLineNumber)
                .toList();
    }

    boolean hasSource(String name) {
        return Files.exists(directory.resolve("consumer/" + name + ".java"));
    }

    /** Returns the source of a facade. */
    String source(String name) throws IOException {
        return Files.readString(directory.resolve("consumer/" + name + ".java"), StandardCharsets.UTF_8);
    }

    /** Returns the lines of the report about members of the class with this simple name. */
    List<String> report(String facade) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("META-INF/menai/facades.tsv"))) {
            return lines.filter(line -> line.startsWith("consumer." + facade + "\t"))
                    .toList();
        }
    }

    private static final class Consumer extends SimpleJavaFileObject {
        private final String annotations;

        Consumer(String annotations) {
            super(URI.create("string:///consumer/Consumer.java"), Kind.SOURCE);
            this.annotations = annotations;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "package consumer;\nimport dev.menai.kotlin.KotlinFacade;\n" + annotations + "\nclass Consumer {}\n";
        }
    }
}
