package dev.menai.interop.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of code in the documentation.
 *
 * @param file where it is, from the root of the project on
 * @param line the line above its first one
 */
record CodeBlock(Path file, long line, String text) {
    private static final Pattern IN_COMMENT = Pattern.compile("(?ms)^ *\\* <pre>\\{@code\\n(.*?)^ *\\* \\}</pre>$");

    /** Returns the pieces in {@code language} of the README and of what is in docs. */
    static List<CodeBlock> in(Path root, String language) throws IOException {
        Pattern fenced = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```");
        List<CodeBlock> blocks = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            Stream.concat(Stream.of(root.resolve("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(file -> blocks.addAll(of(root, file, fenced)));
        }
        return blocks;
    }

    /** Returns the examples in the comments of the Java sources under {@code folder}. */
    static List<CodeBlock> inComments(Path root, Path folder) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(root.resolve(folder))) {
            sources.sorted()
                    .filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> of(root, file, IN_COMMENT).forEach(block -> blocks.add(block.withoutStars())));
        }
        return blocks;
    }

    private CodeBlock withoutStars() {
        return new CodeBlock(file, line, text.replaceAll("(?m)^ *\\* ?", ""));
    }

    private static List<CodeBlock> of(Path root, Path file, Pattern pattern) {
        String text = read(file);
        return pattern.matcher(text)
                .results()
                .map(found -> new CodeBlock(root.relativize(file), line(text, found), found.group(1)))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long line(String text, MatchResult found) {
        return text.substring(0, found.start()).lines().count() + 1;
    }

    String place() {
        return file + ":" + line;
    }
}
