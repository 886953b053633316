package dev.menai;

/** Receives the failures of a loop that nobody else receives: see {@link EventLoop#setExceptionHandler}. */
@FunctionalInterface
public interface ExceptionHandler {
    void handle(EventLoop loop, ExceptionContext context) throws Exception;
}
