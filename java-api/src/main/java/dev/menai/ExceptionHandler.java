package dev.menai;

/** Receives the failures of a loop that nobody else receives: see {@link EventLoop#setExceptionHandler}. */
@FunctionalInterface
public interface ExceptionHandler {
    /** Handles a report of {@code loop}, in the thread that makes it. What this throws is logged, with the report. */
    void handle(EventLoop loop, ExceptionContext context) throws Exception;
}
