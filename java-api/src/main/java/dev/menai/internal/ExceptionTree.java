package dev.menai.internal;

import dev.menai.ExceptionGroup;
import dev.menai.engine.loop.SafeText;
import java.util.List;
import java.util.stream.Stream;

/** Words and walks exception groups. */
public final class ExceptionTree {
    private static final String COUNT = " \\(\\d+ sub-exceptions?\\)$";

    private ExceptionTree() {}

    /** Returns the message of a group of {@code size} members. */
    public static String counted(String message, int size) {
        return message + " (" + size + (size == 1 ? " sub-exception)" : " sub-exceptions)");
    }

    /** Returns the message of {@code group} as it was given. */
    public static String uncounted(ExceptionGroup group) {
        return String.valueOf(group.getMessage()).replaceFirst(COUNT, "");
    }

    /** Returns the exceptions in {@code group}, at any depth, that are not groups. */
    public static Stream<Throwable> leaves(ExceptionGroup group) {
        return group.exceptions().stream()
                .flatMap(member -> member instanceof ExceptionGroup inner ? leaves(inner) : Stream.of(member));
    }

    public static String of(ExceptionGroup group) {
        StringBuilder text = new StringBuilder();
        text.append(label(group)).append('\n');
        appendMembers(text, group, "");
        return text.toString();
    }

    private static void appendMembers(StringBuilder text, ExceptionGroup group, String indent) {
        List<Throwable> members = group.exceptions();
        for (int at = 0; at < members.size(); at++) {
            boolean isLast = at == members.size() - 1;
            Throwable member = members.get(at);
            text.append(indent).append(isLast ? "`- " : "|- ").append(label(member));
            text.append('\n');
            if (member instanceof ExceptionGroup inner) {
                appendMembers(text, inner, indent + (isLast ? "   " : "|  "));
            }
        }
    }

    private static String label(Throwable failure) {
        return failure instanceof ExceptionGroup ? "ExceptionGroup: " + failure.getMessage() : SafeText.of(failure);
    }
}
