package dev.menai.interop.versions;

import dev.menai.Asyncio;

/** Does what every program does first. */
final class VersionsProgram {
    private VersionsProgram() {}

    public static void main(String[] arguments) {
        Asyncio.run(() -> System.out.println("runs"));
    }
}
