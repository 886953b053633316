package dev.menai.interop.soak;

import dev.menai.EventLoop;
import dev.menai.Task;
import java.util.Map;

/** Tells what those who do not go on are waiting for. */
final class Stuck {
    private Stuck() {}

    static String describe(Task<?> task) {
        StringBuilder text = new StringBuilder(task + ", " + task.cancelling() + " requests");
        for (StackTraceElement element : task.stack()) {
            text.append("\n      at ").append(element);
        }
        return text.toString();
    }

    /** Returns the actors that go on no more, the tasks of their loops, and the threads. */
    static String describe(Round round) {
        StringBuilder text = new StringBuilder();
        round.actors().stream().filter(actor -> !actor.isOver()).forEach(actor -> text.append("\n  ")
                .append(actor));
        describeTasks(text, round.loop());
        if (round.loop() != EventLoop.shared()) {
            describeTasks(text, EventLoop.shared());
        }
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            StackTraceElement[] stack = entry.getValue();
            if (thread != Thread.currentThread() && stack.length > 0 && isOfInterest(stack)) {
                text.append("\n  thread ").append(thread.getName());
                for (int depth = 0; depth < Math.min(stack.length, 25); depth++) {
                    text.append("\n      at ").append(stack[depth]);
                }
            }
        }
        return text.toString();
    }

    private static boolean isOfInterest(StackTraceElement[] stack) {
        for (StackTraceElement element : stack) {
            if (element.getClassName().startsWith("dev.menai")) {
                return true;
            }
        }
        return false;
    }

    private static void describeTasks(StringBuilder text, EventLoop loop) {
        text.append("\n  tasks of ").append(loop).append(':');
        for (Task<?> task : loop.allTasks()) {
            text.append("\n    ").append(describe(task));
        }
    }
}
