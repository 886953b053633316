/** The engine of Menai: event loops, futures and tasks on kotlinx-coroutines. Its only user is {@code dev.menai}. */
module dev.menai.engine {
    requires kotlin.stdlib;
    requires kotlinx.coroutines.core;
    requires static java.management;
    requires static jdk.unsupported;

    exports dev.menai.engine to
            dev.menai;
    exports dev.menai.engine.spi to
            dev.menai;
    exports dev.menai.engine.context to
            dev.menai;
    exports dev.menai.engine.loop to
            dev.menai;
    exports dev.menai.engine.tasks to
            dev.menai;
    exports dev.menai.engine.groups to
            dev.menai;
    exports dev.menai.engine.iteration to
            dev.menai;
    exports dev.menai.engine.sync to
            dev.menai;
    exports dev.menai.engine.bridge to
            dev.menai;
}
