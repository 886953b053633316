package dev.menai.internal;

import dev.menai.ExceptionGroup;
import dev.menai.engine.loop.SafeText;
import java.util.List;
import java.util.stream.Stream;

/** Words and walks exception groups. */
public final class ExceptionTree {
    private ExceptionTree() {}

    /** Returns the message of a group of {@code members}, which names the first exception in it. */
    public static String messageFor(String message, List<? extends Throwable> members) {
        Throwable first = members.get(0);
        while (first instanceof ExceptionGroup group) {
            first = group.exceptions().get(0);
        }
        return counted(message, members) + ": " + SafeText.of(first);
    }

    private static String counted(String message, List<? extends Throwable> members) {
        return message + " (" + members.size() + (members.size() == 1 ? " sub-exception)" : " sub-exceptions)");
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
        return failure instanceof ExceptionGroup group
                ? "ExceptionGroup: " + counted(group.message(), group.exceptions())
                : SafeText.of(failure);
    }
}
