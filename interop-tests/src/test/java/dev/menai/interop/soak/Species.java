package dev.menai.interop.soak;

import dev.menai.Task;
import java.util.function.Consumer;
import kotlinx.coroutines.Job;

/** What an actor can be. */
enum Species {
    JAVA(true, false) {
        @Override
        void begin(Actor actor) {
            Task<Void> task = actor.home().createTask(actor.name(), actor::liveInBody);
            actor.setTarget(task::cancel);
            task.addDoneCallback(done -> actor.ended(failureOf(task)));
        }
    },
    KOTLIN_TASK(true, false) {
        @Override
        void begin(Actor actor) {
            Task<?> task = KotlinWays.liveAsTask(actor);
            task.addDoneCallback(done -> actor.ended(failureOf(task)));
        }
    },
    KOTLIN_IN_SCOPE(true, false) {
        @Override
        void begin(Actor actor) {
            endWith(KotlinWays.liveInScope(actor), actor);
        }
    },
    KOTLIN_ELSEWHERE(false, true) {
        @Override
        void begin(Actor actor) {
            endWith(KotlinWays.liveElsewhere(actor), actor);
        }
    },
    THREAD(false, true) {
        @Override
        void begin(Actor actor) {
            ThreadLife.begin(actor);
        }
    };

    final boolean isOnLoop;
    final boolean isOutside;

    Species(boolean isOnLoop, boolean isOutside) {
        this.isOnLoop = isOnLoop;
        this.isOutside = isOutside;
    }

    /** Lets {@code actor} begin to live. */
    abstract void begin(Actor actor);

    private static void endWith(Job job, Actor actor) {
        Consumer<Throwable> end = actor::ended;
        KotlinWays.whenOver(job, end);
    }

    private static Throwable failureOf(Task<?> task) {
        return task.isCancelled() ? null : task.exception();
    }
}
