package dev.menai.interop.soak;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How to soak, as the command line says: {@code --name value}, ... */
final class SoakOptions {
    private final Map<String, String> values = new LinkedHashMap<>();

    private SoakOptions() {
        values.put("--operations", "1_000_000");
        values.put("--seconds", "1_000_000");
        values.put("--rounds", "1_000_000_000");
        values.put("--seed", String.valueOf(System.nanoTime() & 0xffff_ffffL));
        values.put("--workloads", "");
        values.put("--loops", "");
        values.put("--species", "");
        values.put("--way", "");
        values.put("--steps", "400");
        values.put("--lanes", "4");
        values.put("--busy", "2");
        values.put("--busy-percent", "50");
        values.put("--patience", "30");
        values.put("--failures", "10");
        values.put("--results", "");
    }

    static SoakOptions parse(String... arguments) {
        SoakOptions options = new SoakOptions();
        for (int index = 0; index < arguments.length; index += 2) {
            String name = arguments[index];
            if (!options.values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "the option must be one of " + options.values.keySet() + ", but was " + name);
            }
            if (index + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " must have a value, but has none");
            }
            options.values.put(name, arguments[index + 1]);
        }
        boolean isLimited =
                List.of(arguments).contains("--seconds") || List.of(arguments).contains("--rounds");
        if (isLimited && !List.of(arguments).contains("--operations")) {
            options.values.put("--operations", String.valueOf(Long.MAX_VALUE));
        }
        return options;
    }

    private long number(String name) {
        return Long.parseLong(values.get(name).replace("_", ""));
    }

    private static List<String> words(String value) {
        return value.isEmpty() ? List.of() : Arrays.asList(value.split(","));
    }

    /** How many operations to do. */
    long operations() {
        return number("--operations");
    }

    long seconds() {
        return number("--seconds");
    }

    /** How many rounds to play. */
    long rounds() {
        return number("--rounds");
    }

    /** The seed of the first round; the others have the next ones. */
    long seed() {
        return number("--seed");
    }

    /** The workloads to play, or none for all. */
    List<String> workloads() {
        return words(values.get("--workloads"));
    }

    /** The loops to play on. */
    List<LoopKind> kinds() {
        return chosen("--loops", LoopKind.class);
    }

    /** What actors may be. */
    List<Species> species() {
        return chosen("--species", Species.class);
    }

    private <E extends Enum<E>> List<E> chosen(String name, Class<E> type) {
        List<String> names = words(values.get(name));
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> names.isEmpty()
                        || names.contains(value.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .toList();
    }

    /** The only way of waiting to use beside the plain one, or null for all. */
    String way() {
        String way = values.get("--way");
        return way.isEmpty() ? null : way;
    }

    /** How many steps an actor takes in a round, about. */
    int steps() {
        return (int) number("--steps");
    }

    /** How many rounds are played at a time. */
    int lanes() {
        return (int) number("--lanes");
    }

    /** How many threads do other work. */
    int busy() {
        return (int) number("--busy");
    }

    int busyPercent() {
        return (int) number("--busy-percent");
    }

    /** After how many seconds without progress a round is stuck. */
    int patience() {
        return (int) number("--patience");
    }

    /** After how many failed rounds to give up. */
    int failures() {
        return (int) number("--failures");
    }

    /** The file to which the counts are added, or nothing. */
    String results() {
        return values.get("--results");
    }
}
