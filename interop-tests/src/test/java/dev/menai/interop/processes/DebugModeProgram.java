package dev.menai.interop.processes;

import dev.menai.EventLoop;

/** Says whether new loops are in debug mode. */
public final class DebugModeProgram {
    private DebugModeProgram() {}

    public static void main(String[] arguments) {
        EventLoop loop = EventLoop.create();
        System.out.println(loop.isDebug());
        loop.close();
    }
}
