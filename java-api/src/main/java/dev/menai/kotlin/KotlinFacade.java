package dev.menai.kotlin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for Java facades over compiled Kotlin classes, which the annotation processor {@code menai-facades-processor}
 * writes into the package of the annotated element.
 *
 * <pre>{@code
 * @KotlinFacade(UserRepository.class) // or on a package
 * final class Accounts {
 *     private final UserRepositoryAsync users = UserRepositoryAsync.of(new UserRepository());
 *
 *     CompletableFuture<User> account(UserId id) {
 *         return users.find(id); // suspend fun find(id: UserId): User?
 *     }
 * }
 * }</pre>
 *
 * <p>Suspend functions return futures, flows are {@link dev.menai.AsyncIterable}s, suspend lambdas are linear Java
 * code. Where a facade's class is handed out or taken, so is the facade. Members that Java cannot call are listed in
 * {@code META-INF/menai/facades.tsv}, with the reason.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Generated facades (FAC).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Repeatable(KotlinFacades.class)
public @interface KotlinFacade {
    /** Kotlin classes, interfaces and objects; the facade of {@code HttpClient} is {@code HttpClientAsync}. */
    Class<?>[] value() default {};

    /**
     * Files of top-level and extension functions, by the names of their classes, {@code "shop.users.QueriesKt"}; the
     * facade of that one is {@code QueriesKtAsync}.
     */
    String[] functions() default {};

    /** The name of the facade, if only one is asked for. */
    String name() default "";

    /** Whether suspend functions have a twin that blocks, {@code findBlocking}. */
    boolean blocking() default false;

    /** Whether suspend functions have a twin for linear bodies, {@code findAwait}, which awaits the future. */
    boolean linear() default false;

    /**
     * Whether interfaces have a base class beside the facade, by which Java implements them: {@code UserStoreBase} for
     * {@code UserStore}, or {@code UsersBase} where the facade is named {@code Users}. It has an abstract method for each
     * abstract member, suspend functions return futures there, and its {@code asKotlin()} is the implementation.
     */
    boolean implementable() default false;
}
