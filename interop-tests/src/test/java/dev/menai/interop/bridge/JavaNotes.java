package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.fixture.Note;
import dev.menai.fixture.NoteStore;
import dev.menai.kotlin.Facades;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store for Kotlin in Java: linear code and stages, which record what happens to them. */
public final class JavaNotes {
    private final ConcurrentHashMap<String, Note> notes = new ConcurrentHashMap<>();
    public final List<String> steps = new CopyOnWriteArrayList<>();

    public NoteStore asKotlin() {
        return Facades.implement(NoteStore.class, this);
    }

    public Note load(String title) throws IOException {
        if (title.isEmpty()) {
            throw new IOException("title must not be empty");
        }
        try {
            await(sleep(Duration.ofSeconds(1)));
            return notes.get(title);
        } finally {
            steps.add("loaded " + title);
        }
    }

    public CompletionStage<Void> save(Note note) {
        notes.put(note.getTitle(), note);
        return CompletableFuture.completedFuture(null);
    }
}
