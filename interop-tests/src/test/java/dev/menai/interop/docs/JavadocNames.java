package dev.menai.interop.docs;

import dev.menai.AsyncResource;
import dev.menai.ContextVar;
import dev.menai.EventLoop;
import dev.menai.Queue;
import dev.menai.Task;
import dev.menai.TaskGroup;
import dev.menai.fixture.Notebook;
import dev.menai.fixture.User;
import dev.menai.fixture.UserId;
import dev.menai.fixture.UserRepository;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.Deque;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What the examples in the Javadoc take for granted: things of the programs that they could stand in. {@link
 * JavadocExamplesTest} compiles each of them as a method of a subclass of this, and runs none.
 */
abstract class JavadocNames {
    // a program that loads pages

    record Page(String text) {}

    /** A web site, which is to be given so many seconds. */
    record Site(long patience) {}

    URI address;
    URI first;
    URI second;
    List<URI> pages;
    List<Task<String>> tasks;

    abstract Page load(URI page) throws IOException;

    abstract Site find();

    abstract String load(Site site) throws IOException;

    abstract void show(Page page);

    abstract void hideSpinner();

    abstract void onStop(Runnable action);

    abstract void retryLater(int count);

    abstract void slowDown();

    // a shop that packs orders

    record Order(String customer, boolean isOpen) {}

    /** Work that is to be done by a day. */
    record Job(String name, LocalDate due) {
        void run() {}
    }

    record Price(int cents) {}

    Queue<Order> orders;
    Iterable<Order> incoming;
    Deque<Order> shelf;
    Order delivered;
    LocalDate today;
    LocalDate tomorrow;
    TaskGroup group;
    String customer;
    int lastPage;

    abstract List<Order> loadOrders(int page) throws IOException;

    abstract void pack(Order... together);

    abstract int discountOf(String customer) throws IOException;

    abstract void follow(String symbol);

    // a server, and what it is connected to

    record Request(String user, String path) {}

    /** A connection to a host, which may await. */
    interface Connection extends AutoCloseable {
        String ask(String question) throws IOException;

        int count(String table) throws IOException;

        CompletableFuture<Void> logOut();
    }

    /** A device whose library takes callbacks. */
    interface Sensor {
        void read(Consumer<Double> celsius, Consumer<Throwable> failure);

        void rest();
    }

    /** A library that calls back in threads of its own. */
    interface Socket {
        void onMessage(Consumer<String> listener);
    }

    /** An account on another machine. */
    interface Account {
        CompletableFuture<Integer> balance();

        CompletableFuture<Void> setBalance(int balance);
    }

    static final ContextVar<String> USER = ContextVar.of("user");

    EventLoop loop;
    LongAdder created;
    Iterable<Request> requests;
    List<String> hosts;
    String host;
    String v4;
    String v6;
    String database;
    Sensor sensor;
    Socket socket;
    Account account;
    int amount;
    Scanner console;

    abstract Connection connect(String host) throws IOException;

    abstract AsyncResource<Connection> connectionTo(String host);

    abstract int ask(String host) throws IOException;

    abstract void serve(Iterable<Request> requests);

    abstract void migrate(String database) throws IOException;

    abstract void measure(Connection connection) throws IOException;

    abstract void copy(List<Connection> connections) throws IOException;

    abstract void audit(String event);

    abstract void log(String message);

    // Kotlin

    /** What the annotation processor writes for {@code UserRepository}, as far as an example uses it. */
    interface UserRepositoryAsync {
        static UserRepositoryAsync of(UserRepository repository) {
            throw new UnsupportedOperationException("only compiled, but called with " + repository);
        }

        CompletableFuture<User> find(UserId id);
    }

    /** A driver that blocks. */
    interface Jdbc {
        String load(long id);
    }

    Notebook notebook;
    UserRepository repository;
    Jdbc jdbc;
    long id;
}
