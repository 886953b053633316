/**
 * Menai: Python's asyncio for Java, on Kotlin coroutines. Start reading at {@link dev.menai.Asyncio}.
 */
@org.jspecify.annotations.NullMarked
module dev.menai {
    requires dev.menai.engine;
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;
    requires static transitive org.jspecify;
    requires static org.slf4j;

    uses dev.menai.ContextCarrier;

    exports dev.menai;
    exports dev.menai.coroutines;
    exports dev.menai.function;
    exports dev.menai.kotlin;
    exports dev.menai.kotlin.generated;
}
