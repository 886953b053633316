package dev.menai.contract;

/** Where our futures leave the JDK's on purpose, as docs/differences.md says. */
enum Difference {
    A_LOOP_IS_NOT_BLOCKED {
        @Override
        boolean applies(Kind kind, View view, State state, Probe probe) {
            boolean waits =
                    probe.signature().startsWith("get(") || probe.signature().equals("join()");
            return waits && state.isPending() && view != View.PLAIN_THREAD;
        }

        @Override
        String seen(Kind kind, State state, String expected) {
            return refused(kind, state, expected);
        }
    },
    WHAT_IS_CANCELLED_IS_NOT_CANCELLED_AGAIN {
        @Override
        boolean applies(Kind kind, View view, State state, Probe probe) {
            return probe.signature().equals("cancel(boolean)") && state == State.CANCELLED;
        }

        @Override
        String seen(Kind kind, State state, String expected) {
            return expected.replace("then true", "then false");
        }
    },
    A_TASK_HAS_THE_VALUE_OF_ITS_BODY {
        @Override
        boolean applies(Kind kind, View view, State state, Probe probe) {
            boolean isGivenValue = probe.signature().startsWith("complete(")
                    || probe.signature().startsWith("completeAsync(")
                    || probe.signature().startsWith("completeOnTimeout(")
                    || probe.signature().startsWith("obtrude");
            return kind == Kind.TASK && isGivenValue;
        }

        @Override
        String seen(Kind kind, State state, String expected) {
            return refused(kind, state, expected);
        }
    },
    A_TASK_IS_ASKED_TO_END {
        @Override
        boolean applies(Kind kind, View view, State state, Probe probe) {
            boolean isEnding = probe.signature().equals("cancel(boolean)")
                    || probe.signature().startsWith("completeExceptionally(");
            return kind == Kind.TASK && isEnding && state.isPending();
        }

        @Override
        String seen(Kind kind, State state, String expected) {
            return expected.replaceFirst("^at once , future (cancelled|failed)", "at once , future pending");
        }
    },
    AN_ITEM_FOR_WHICH_NOBODY_WAITS_ANY_MORE_STAYS_IN_ITS_QUEUE {
        @Override
        boolean applies(Kind kind, View view, State state, Probe probe) {
            boolean givesUp = probe.signature().equals("get(long,TimeUnit)")
                    && !probe.isBlocking()
                    && !probe.how().equals(Probe.WITH_NULL);
            return kind == Kind.ITEM && givesUp && state.isPending() && view == View.PLAIN_THREAD;
        }

        @Override
        String seen(Kind kind, State state, String expected) {
            return "then throws TimeoutException, future CancellationException";
        }
    };

    abstract boolean applies(Kind kind, View view, State state, Probe probe);

    /** What is seen in place of what is {@code expected} of a future of the JDK's. */
    abstract String seen(Kind kind, State state, String expected);

    static String in(Kind kind, View view, State state, Probe probe, String expected) {
        for (Difference difference : values()) {
            if (difference.applies(kind, view, state, probe)) {
                return difference.seen(kind, state, expected);
            }
        }
        return expected;
    }

    private static String refused(Kind kind, State state, String expected) {
        String atOnce = expected.startsWith("at once") ? "at once , future " + state.look() + "; " : "";
        return atOnce + "then throws IllegalStateException, future " + state.ending(kind.isDerived());
    }
}
