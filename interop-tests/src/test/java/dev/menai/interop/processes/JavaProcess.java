package dev.menai.interop.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A Java program that ran in a process of its own, on the JDK and the class path of the tests. */
record JavaProcess(int status, String output) {
    static JavaProcess run(Class<?> program, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        return run(System.getProperty("java.class.path"), program, flags, arguments);
    }

    /** With {@code environment} beside what this process has. */
    static JavaProcess run(Map<String, String> environment, Class<?> program, List<String> flags)
            throws IOException, InterruptedException {
        return run(environment, System.getProperty("java.class.path"), program, flags);
    }

    static JavaProcess run(String classPath, Class<?> program, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        return run(Map.of(), classPath, program, flags, arguments);
    }

    private static JavaProcess run(
            Map<String, String> environment,
            String classPath,
            Class<?> program,
            List<String> flags,
            String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, program.getName()));
        Collections.addAll(command, arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new JavaProcess(process.waitFor(), output.strip());
    }
}
