package dev.menai.contract;

/** Where a method is called. */
enum View {
    BODY,
    CALLBACK,
    PLAIN_THREAD,
    BODY_OF_ANOTHER_LOOP
}
