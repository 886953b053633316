package dev.menai.contract;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The public methods of the running JDK's {@code CompletableFuture}, inherited and static ones included. */
final class Signatures {
    private Signatures() {}

    static Set<String> all() {
        return Arrays.stream(CompletableFuture.class.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(Signatures::of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String of(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
