package dev.menai.internal;

import dev.menai.EventLoop;
import dev.menai.ExceptionContext;
import dev.menai.ExceptionHandler;
import dev.menai.Handle;
import dev.menai.engine.loop.ErrorReport;
import dev.menai.engine.loop.ErrorSink;
import dev.menai.engine.loop.Fatal;
import dev.menai.engine.loop.LoopCallback;
import dev.menai.engine.loop.LoopLog;
import dev.menai.engine.loop.SafeText;
import org.jspecify.annotations.Nullable;

/** The way of a loop's reports to its exception handler. A handler that fails neither stops the loop nor is lost. */
public final class Reports implements ErrorSink {
    private final EventLoop loop;
    public volatile @Nullable ExceptionHandler handler;

    public Reports(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void report(ErrorReport report) {
        Object source = report.source;
        Handle handle =
                source instanceof LoopCallback callback && callback.facade instanceof Handle known ? known : null;
        String future = source == null || source instanceof LoopCallback ? null : SafeText.of(source);
        handle(new ExceptionContext(report.message, report.failure, handle, future, report.createdAt, null));
    }

    public void handle(ExceptionContext context) {
        ExceptionHandler custom = handler;
        if (custom == null) {
            log(context);
            return;
        }
        try {
            custom.handle(loop, context);
        } catch (Throwable failure) {
            log(new ExceptionContext("Unhandled error in exception handler", failure, null, null, null, context));
            VirtualMachineError fatal = Fatal.errorIn(failure);
            if (fatal != null) {
                throw fatal;
            }
        }
    }

    public void log(ExceptionContext context) {
        StringBuilder text = new StringBuilder(context.message());
        if (context.handle() != null) {
            text.append("\n  handle: ").append(SafeText.of(context.handle()));
        }
        if (context.future() != null) {
            text.append("\n  future: ").append(context.future());
        }
        if (context.createdAt() != null) {
            text.append("\n  created at:");
            for (StackTraceElement frame : context.createdAt().getStackTrace()) {
                text.append("\n    ").append(frame);
            }
        }
        if (context.original() != null) {
            text.append("\n  while handling: ").append(SafeText.of(context.original()));
        }
        LoopLog.failure(text.toString(), context.exception());
    }
}
