package dev.menai.facades.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.fixture.User;
import dev.menai.fixture.UserStore;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.Diagnostic;
import kotlin.metadata.jvm.JvmMetadataVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class NewerKotlinTest {
    @TempDir
    Path directory;

    /** Copies a class file into {@code to}, as if Kotlin 99 had compiled it. */
    private static void renew(Class<?> type, Path to) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream compiled = type.getClassLoader().getResourceAsStream(name)) {
            ClassWriter renewed = new ClassWriter(0);
            new ClassReader(compiled).accept(new MetadataVersion(renewed, new int[] {99, 1, 0}), 0);
            Files.createDirectories(to.resolve(name).getParent());
            Files.write(to.resolve(name), renewed.toByteArray());
        }
    }

    @Test
    @DisplayName("FAC-13: metadata newer than known is read as far as it is understood, with one warning.")
    void newer() throws IOException {
        Path library = directory.resolve("library");
        renew(UserStore.class, library);
        renew(User.class, library);
        Compilation compilation = Compilation.of(
                directory,
                "@KotlinFacade({dev.menai.fixture.UserStore.class, dev.menai.fixture.User.class})",
                library + File.pathSeparator + System.getProperty("java.class.path"));
        assertThat(compilation.messages(Diagnostic.Kind.WARNING))
                .containsExactly(
                        "dev.menai.fixture.UserStore was compiled by a newer Kotlin, with metadata 99.1.0, than "
                                + "this facade generator knows, " + JvmMetadataVersion.LATEST_STABLE_SUPPORTED
                                + ": what is new in it is not understood; use a newer menai-facades-processor");
        assertThat(compilation.source("UserStoreAsync"))
                .contains("public CompletableFuture<@Nullable UserAsync> load(UserId id)");
    }

    /** Writes another version of the metadata. */
    private static final class MetadataVersion extends ClassVisitor {
        private final int[] version;

        MetadataVersion(ClassVisitor next, int[] version) {
            super(Opcodes.ASM9, next);
            this.version = version;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            AnnotationVisitor next = super.visitAnnotation(descriptor, visible);
            if (!descriptor.equals("Lkotlin/Metadata;")) {
                return next;
            }
            return new AnnotationVisitor(Opcodes.ASM9, next) {
                @Override
                public void visit(String name, Object value) {
                    super.visit(name, name.equals("mv") ? version : value);
                }
            };
        }
    }
}
