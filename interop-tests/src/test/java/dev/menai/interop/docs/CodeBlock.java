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

/** A piece of code in the documentation. */
record CodeBlock(String place, String text) {
    /** Returns the pieces in {@code language} of the README and of what is in docs. */
    static List<CodeBlock> in(Path root, String language) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            Stream.concat(Stream.of(root.resolve("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(file -> blocks.addAll(of(root, file, language)));
        }
        return blocks;
    }

    private static List<CodeBlock> of(Path root, Path file, String language) {
        try {
            String text = Files.readString(file);
            return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```")
                    .matcher(text)
                    .results()
                    .map(found -> new CodeBlock(root.relativize(file) + ":" + line(text, found), found.group(1)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long line(String text, MatchResult found) {
        return text.substring(0, found.start()).lines().count() + 1;
    }
}
