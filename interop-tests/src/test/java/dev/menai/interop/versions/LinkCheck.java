package dev.menai.interop.versions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Says what byte code would fail to link at run time with given versions of the libraries that it uses: classes and
 * members that are not there or are of another kind, methods of interfaces that nobody implements, final ones that are
 * overridden.
 */
final class LinkCheck {
    private final ClassFiles ours = new ClassFiles();
    private final ClassFiles all = new ClassFiles();
    private final ClassFiles libraries = new ClassFiles();
    private final Set<String> problems = new TreeSet<>();

    private LinkCheck(List<Path> ours, List<Path> libraries) throws IOException {
        for (Path place : ours) {
            this.ours.add(place);
            all.add(place);
        }
        for (Path place : libraries) {
            this.libraries.add(place);
            all.add(place);
        }
    }

    /** Returns what in {@code ours} does not link with {@code libraries}. */
    static Set<String> problems(List<Path> ours, List<Path> libraries) throws IOException {
        LinkCheck check = new LinkCheck(ours, libraries);
        check.ours.files().forEach((name, bytes) -> {
            if (!name.endsWith("module-info")) {
                check.check(name, bytes);
            }
        });
        return check.problems;
    }

    private void check(String name, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        requireClass(name, reader.getSuperName());
        for (String type : reader.getInterfaces()) {
            requireClass(name, type);
        }
        all.find(name).ifPresent(this::checkInheritance);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String type, @Nullable String generic, String @Nullable [] thrown) {
                        return new Instructions(name + "." + method);
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private boolean isOfLibraries(String name) {
        return libraries.files().containsKey(name) || name.startsWith("kotlin/") || name.startsWith("kotlinx/");
    }

    private void requireClass(String user, @Nullable String name) {
        if (name != null && isOfLibraries(name) && all.find(name).isEmpty()) {
            problems.add(user + " needs the class " + name);
        }
    }

    private void checkInheritance(ClassFiles.Declared type) {
        for (ClassFiles.Declared inherited : all.classesAndInterfacesOf(type.name())) {
            if (!isOfLibraries(inherited.name())) {
                continue;
            }
            inherited.methods().forEach((signature, access) -> {
                if ((access & Opcodes.ACC_ABSTRACT) != 0 && !type.isAbstract() && !isImplemented(type, signature)) {
                    problems.add(type.name() + " does not implement " + inherited.name() + "." + signature);
                }
                boolean isFinal = (access & Opcodes.ACC_FINAL) != 0 && (access & Opcodes.ACC_PRIVATE) == 0;
                if (isFinal && type.methods().containsKey(signature) && !inherited.equals(type)) {
                    problems.add(type.name() + " overrides the final " + inherited.name() + "." + signature);
                }
            });
        }
    }

    private boolean isImplemented(ClassFiles.Declared type, String signature) {
        Optional<ClassFiles.Member> found = all.method(type.name(), signature);
        return found.isPresent() && !found.get().is(Opcodes.ACC_ABSTRACT);
    }

    /** Looks at what the code of a method refers to. */
    private final class Instructions extends MethodVisitor {
        private final String user;

        Instructions(String user) {
            super(Opcodes.ASM9);
            this.user = user;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            requireClass(user, elementOf(type));
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
            requireClass(user, type);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof Type type && type.getSort() >= Type.ARRAY && type.getSort() <= Type.OBJECT) {
                requireClass(user, elementOf(type.getInternalName()));
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            if (!isOfLibraries(owner)) {
                return;
            }
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            require(all.field(owner, name + type), isStatic, owner + "." + name + " " + type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            requireMethod(opcode == Opcodes.INVOKESTATIC, owner, name, type, isInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                    boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
                    requireMethod(isStatic, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface());
                }
            }
        }

        /** Members that a class of ours inherits from a library are asked for by the name of our class. */
        private void requireMethod(boolean isStatic, String owner, String name, String type, boolean isInterface) {
            boolean isInherited = !isOfLibraries(owner)
                    && ours.files().containsKey(owner)
                    && all.method(owner, name + type).isEmpty();
            if (owner.startsWith("[") || (!isOfLibraries(owner) && !isInherited)) {
                return;
            }
            String what = owner + "." + name + type;
            require(all.method(owner, name + type), isStatic, what);
            boolean isOtherKind = all.find(owner)
                    .filter(found -> found.isInterface() != isInterface)
                    .isPresent();
            if (isOtherKind) {
                problems.add(user + " needs " + owner + (isInterface ? " as an interface" : " as a class"));
            }
        }

        private void require(Optional<ClassFiles.Member> found, boolean isStatic, String what) {
            if (found.isEmpty()) {
                problems.add(user + " needs " + what);
            } else if (found.get().is(Opcodes.ACC_STATIC) != isStatic) {
                problems.add(user + " needs " + what + (isStatic ? " to be static" : " not to be static"));
            } else if (!found.get().is(Opcodes.ACC_PUBLIC) && !found.get().is(Opcodes.ACC_PROTECTED)) {
                problems.add(user + " needs " + what + " to be public");
            }
        }

        private String elementOf(String type) {
            return type.startsWith("[") ? Type.getType(type).getElementType().getClassName().replace('.', '/') : type;
        }
    }
}
