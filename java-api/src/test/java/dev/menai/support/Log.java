package dev.menai.support;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What the library logged during a test. A test that takes it as a parameter answers for what is in it. */
public final class Log extends Handler {
    private final List<LogRecord> records = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord entry) {
        records.add(entry);
        notifyAll();
    }

    public synchronized List<String> messages() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    public synchronized List<LogRecord> records() {
        return List.copyOf(records);
    }

    synchronized List<String> errors() {
        return records.stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(entry -> entry.getMessage() + ": " + entry.getThrown())
                .toList();
    }

    /** Waits until a message that contains {@code text} is there, and returns its record. */
    public synchronized LogRecord awaitMessage(String text) throws InterruptedException {
        while (true) {
            for (LogRecord entry : records) {
                if (entry.getMessage().contains(text)) {
                    return entry;
                }
            }
            wait();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
