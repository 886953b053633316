package dev.menai.interop.soak;

/** Says what an actor does next. */
@FunctionalInterface
interface Script {
    /** Returns the next operation, or null when the actor has nothing more to do. */
    Operation<?> next(Actor actor);
}
