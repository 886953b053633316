package dev.menai.contract;

import java.util.concurrent.CancellationException;

/** Texts of failures to be compared: by type and cause, and by message where that is ours in both cases. */
final class Text {
    private Text() {}

    static String of(Throwable failure) {
        if (failure == null) {
            return " without failure";
        }
        String name = failure.getClass().getSimpleName();
        // the JDK's have no message, and later releases put one into the other
        if (failure instanceof CancellationException) {
            return name;
        }
        if (failure.getCause() != null) {
            return name + " of " + of(failure.getCause());
        }
        boolean isOurs = failure == Subject.LOST || "mine".equals(failure.getMessage());
        return isOurs ? name + " '" + failure.getMessage() + "'" : name;
    }
}
