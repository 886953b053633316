package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;

import dev.menai.Asyncio;
import dev.menai.Task;
import dev.menai.kotlin.Flows;
import dev.menai.kotlin.StateView;
import dev.menai.kotlin.Suspend;
import java.util.List;

/** Java over a Kotlin repository: a suspend function is a future, a flow is iterated, a state flow is looked at. */
public final class Bookshop {
    private final BookRepository books = new BookRepository();
    private final StateView<Integer> count = Flows.state(books.getCount());

    private void add(String title, int year) {
        await(Suspend.run(c -> books.add(new Book(title, year), c)));
    }

    private String year(String title) {
        Book book = await(Suspend.call(c -> books.find(title, c)));
        return book == null ? title + " is not here" : title + " is of " + book.getYear();
    }

    private void announce(int number) {
        for (Book book : each(Flows.items(books.getAdded()).take(number))) {
            System.out.println("new: " + book.getTitle());
        }
    }

    void open() {
        Task<Void> announcing = createTask(() -> announce(3));
        add("Emma", 1815);
        add("Dracula", 1897);
        add("Ulysses", 1922);
        await(announcing);
        System.out.println("books: " + count.value());

        System.out.println(year("Emma"));
        System.out.println(year("Dune"));

        List<Book> all = await(Suspend.call(c -> books.since(0, 100, c)));
        List<Book> some = await(Suspend.call(c -> books.since(0, c))); // with the default limit
        System.out.println(all.size() + " of all times, " + some.size() + " of them shown");
    }

    public static void main(String[] arguments) {
        Asyncio.run(() -> new Bookshop().open());
    }
}
