package dev.menai.interop.versions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of some jars and folders, with those of the JDK behind them: what declares what. */
final class ClassFiles {
    /** What a class file declares: its members by name and descriptor, with their access flags. */
    record Declared(
            String name,
            int access,
            @Nullable String superName,
            List<String> interfaces,
            Map<String, Integer> methods,
            Map<String, Integer> fields) {
        boolean isInterface() {
            return (access & Opcodes.ACC_INTERFACE) != 0;
        }

        boolean isAbstract() {
            return (access & Opcodes.ACC_ABSTRACT) != 0;
        }
    }

    /** Where a member was found. */
    record Member(Declared owner, int access) {
        boolean is(int flag) {
            return (access & flag) != 0;
        }
    }

    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, Optional<Declared>> read = new HashMap<>();

    void add(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (Stream<Path> all = Files.walk(place)) {
                for (Path file : (Iterable<Path>) all::iterator) {
                    if (file.toString().endsWith(".class")) {
                        put(place.relativize(file).toString(), Files.readAllBytes(file));
                    }
                }
            }
            return;
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    private void put(String file, byte[] bytes) {
        files.putIfAbsent(file.substring(0, file.length() - ".class".length()), bytes);
    }

    Map<String, byte[]> files() {
        return files;
    }

    Optional<Declared> find(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private Optional<Declared> read(String name) {
        byte[] bytes = files.get(name);
        if (bytes != null) {
            return Optional.of(declared(bytes));
        }
        try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(declared(in.readAllBytes()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Declared declared(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        Map<String, Integer> methods = new LinkedHashMap<>();
        Map<String, Integer> fields = new LinkedHashMap<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access, String name, String type, @Nullable String generic, String @Nullable [] thrown) {
                        methods.put(name + type, access);
                        return null;
                    }

                    @Override
                    public @Nullable FieldVisitor visitField(
                            int access, String name, String type, @Nullable String generic, @Nullable Object value) {
                        fields.put(name + type, access);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return new Declared(
                reader.getClassName(),
                reader.getAccess(),
                reader.getSuperName(),
                List.of(reader.getInterfaces()),
                methods,
                fields);
    }

    /** Finds a method as the JVM does: in the class, its superclasses, then its interfaces; bodies before none. */
    Optional<Member> method(String owner, String signature) {
        List<Member> found = new ArrayList<>();
        for (Declared type : classesAndInterfacesOf(owner)) {
            Integer access = type.methods().get(signature);
            if (access != null) {
                found.add(new Member(type, access));
            }
        }
        return found.stream()
                .filter(member -> !member.is(Opcodes.ACC_ABSTRACT))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    Optional<Member> field(String owner, String signature) {
        for (Declared type : classesAndInterfacesOf(owner)) {
            Integer access = type.fields().get(signature);
            if (access != null) {
                return Optional.of(new Member(type, access));
            }
        }
        return Optional.empty();
    }

    /** Returns a class and what it inherits from: first the classes, then the interfaces, near ones first. */
    List<Declared> classesAndInterfacesOf(String name) {
        Map<String, Declared> classes = new LinkedHashMap<>();
        for (String next = name; next != null; ) {
            Optional<Declared> type = find(next);
            type.ifPresent(declared -> classes.put(declared.name(), declared));
            next = type.map(Declared::superName).orElse(null);
        }
        Map<String, Declared> all = new LinkedHashMap<>(classes);
        classes.values().forEach(type -> addInterfaces(type, all));
        return List.copyOf(all.values());
    }

    private void addInterfaces(Declared type, Map<String, Declared> all) {
        for (String name : type.interfaces()) {
            find(name).ifPresent(declared -> {
                if (all.putIfAbsent(name, declared) == null) {
                    addInterfaces(declared, all);
                }
            });
        }
    }
}
