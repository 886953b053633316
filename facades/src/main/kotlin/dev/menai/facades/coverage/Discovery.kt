package dev.menai.facades.coverage

import org.objectweb.asm.AnnotationVisitor
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes
import java.io.File
import java.util.jar.JarFile
import kotlin.metadata.KmClassifier
import kotlin.metadata.KmConstructor
import kotlin.metadata.KmFunction
import kotlin.metadata.KmProperty
import kotlin.metadata.KmType
import kotlin.metadata.Visibility
import kotlin.metadata.isSuspend
import kotlin.metadata.jvm.KotlinClassMetadata
import kotlin.metadata.jvm.getterSignature
import kotlin.metadata.jvm.signature
import kotlin.metadata.visibility
import kotlin.metadata.jvm.Metadata as metadataOf

/** A member that Java has trouble with, found in a jar. */
internal data class FoundMember(
    /** Internal name of the class that declares it. */
    val owner: String,
    val kind: Kind,
    val name: String,
    /** Name and descriptor. */
    val signature: String,
) {
    /** What Java has trouble with. */
    enum class Kind { SUSPEND, FLOW, CHANNEL, LAMBDA, CONSTRUCTOR }
}

/** The public types and files of a jar that have such members, and the members. */
internal class Discovered(
    val members: List<FoundMember>,
    /** Internal names of classes that are files of functions. */
    val files: Set<String>,
)

/**
 * Finds members in jars by reading class files and their metadata, without javac and without the generator, so that what
 * the generator leaves out does not go unnoticed.
 */
internal class Discovery(jar: File) {
    private val classes = HashMap<String, FoundClass>()

    init {
        JarFile(jar).use { file ->
            for (entry in file.entries()) {
                val isOther = entry.name.startsWith("META-INF/") || entry.name.endsWith("module-info.class")
                if (!entry.name.endsWith(".class") || isOther) continue
                val found = FoundClass()
                file.getInputStream(entry).use { stream ->
                    ClassReader(stream).accept(found, ClassReader.SKIP_CODE or ClassReader.SKIP_FRAMES)
                }
                classes[found.name] = found
            }
        }
    }

    fun run(): Discovered {
        val members = mutableListOf<FoundMember>()
        val files = sortedSetOf<String>()
        for (type in classes.values.sortedBy { it.name }) {
            when (val metadata = type.metadata) {
                is KotlinClassMetadata.Class ->
                    if (isPublic(type.name)) {
                        members += functions(type.name, metadata.kmClass.functions)
                        members += properties(type.name, metadata.kmClass.properties)
                        members += constructors(type.name, metadata.kmClass.constructors)
                    }

                is KotlinClassMetadata.FileFacade -> {
                    val found =
                        functions(type.name, metadata.kmPackage.functions) +
                            properties(type.name, metadata.kmPackage.properties)
                    if (found.isNotEmpty() && type.isPublic) files += type.name
                    if (type.isPublic) members += found
                }

                is KotlinClassMetadata.MultiFileClassFacade -> {
                    val found =
                        metadata.partClassNames.mapNotNull {
                            classes[it]?.metadata as? KotlinClassMetadata.MultiFileClassPart
                        }
                            .flatMap {
                                functions(type.name, it.kmPackage.functions) +
                                    properties(type.name, it.kmPackage.properties)
                            }
                    if (found.isNotEmpty()) files += type.name
                    members += found
                }

                else -> Unit
            }
        }
        return Discovered(members, files)
    }

    private fun functions(owner: String, functions: List<KmFunction>): List<FoundMember> =
        functions.filter { it.visibility.isShown }.mapNotNull { function ->
            val types = listOfNotNull(function.receiverParameterType) + function.valueParameters.map { it.type }
            val kind =
                when {
                    function.isSuspend -> FoundMember.Kind.SUSPEND
                    else -> kindOf(function.returnType) ?: FoundMember.Kind.LAMBDA.takeIf { types.any { it.isSuspend } }
                }
            kind?.let { FoundMember(owner, it, function.name, "${function.signature}") }
        }

    private fun properties(owner: String, properties: List<KmProperty>): List<FoundMember> =
        properties.filter { it.visibility.isShown && it.getter.visibility.isShown }.mapNotNull { property ->
            val signature = property.getterSignature ?: return@mapNotNull null
            kindOf(property.returnType)?.let { FoundMember(owner, it, property.name, "$signature") }
        }

    private fun constructors(owner: String, constructors: List<KmConstructor>): List<FoundMember> =
        constructors.filter {
            it.visibility.isShown && it.valueParameters.any { parameter -> parameter.type.isSuspend }
        }
            .map { FoundMember(owner, FoundMember.Kind.CONSTRUCTOR, "<init>", "${it.signature}") }

    private fun kindOf(type: KmType): FoundMember.Kind? {
        val name = (type.classifier as? KmClassifier.Class)?.name?.replace('.', '$') ?: return null
        return when {
            FLOWS.any { isSubtype(name, it) } -> FoundMember.Kind.FLOW
            CHANNELS.any { isSubtype(name, it) } -> FoundMember.Kind.CHANNEL
            else -> null
        }
    }

    /** As far as the classes of this jar tell. */
    private fun isSubtype(name: String, of: String): Boolean {
        if (name == of) return true
        val type = classes[name] ?: return false
        return type.supertypes.any { isSubtype(it, of) }
    }

    /** Whether a class and those around it are public in Kotlin. */
    private fun isPublic(name: String): Boolean {
        val metadata = classes[name]?.metadata as? KotlinClassMetadata.Class ?: return false
        if (!metadata.kmClass.visibility.isShown || metadata.kmClass.name.startsWith(".")) return false
        val outer = name.substringBeforeLast('$', "")
        return outer.isEmpty() || classes[outer] == null || isPublic(outer)
    }

    private companion object {
        const val FLOW_PACKAGE = "kotlinx/coroutines/flow/"
        const val CHANNEL_PACKAGE = "kotlinx/coroutines/channels/"
        val FLOWS =
            listOf("Flow", "SharedFlow", "StateFlow", "MutableSharedFlow", "MutableStateFlow").map { FLOW_PACKAGE + it }
        val CHANNELS = listOf("ReceiveChannel", "SendChannel", "Channel").map { CHANNEL_PACKAGE + it }
    }
}

private val Visibility.isShown: Boolean get() = this == Visibility.PUBLIC || this == Visibility.PROTECTED

/** A class file: its name, what it extends, its metadata. */
private class FoundClass : ClassVisitor(Opcodes.ASM9) {
    lateinit var name: String
    var supertypes: List<String> = emptyList()
    var isPublic = false
    var metadata: KotlinClassMetadata? = null

    override fun visit(
        version: Int,
        access: Int,
        name: String,
        signature: String?,
        superName: String?,
        interfaces: Array<out String>?,
    ) {
        this.name = name
        isPublic = access and Opcodes.ACC_PUBLIC != 0 && access and Opcodes.ACC_SYNTHETIC == 0
        supertypes = listOfNotNull(superName) + interfaces.orEmpty()
    }

    override fun visitAnnotation(descriptor: String, visible: Boolean): AnnotationVisitor? =
        if (descriptor == "Lkotlin/Metadata;") MetadataVisitor { metadata = it } else null

    override fun visitMethod(
        access: Int,
        name: String?,
        descriptor: String?,
        signature: String?,
        exceptions: Array<out String>?,
    ): MethodVisitor? = null
}

/** Reads the annotation that the Kotlin compiler leaves. */
private class MetadataVisitor(private val end: (KotlinClassMetadata) -> Unit) : AnnotationVisitor(Opcodes.ASM9) {
    private val values = HashMap<String, Any>()

    override fun visit(name: String, value: Any) {
        values[name] = value
    }

    override fun visitArray(name: String): AnnotationVisitor = object : AnnotationVisitor(Opcodes.ASM9) {
        private val items = mutableListOf<Any>()

        override fun visit(unused: String?, value: Any) {
            items += value
        }

        override fun visitEnd() {
            values[name] = items
        }
    }

    override fun visitEnd() {
        end(
            KotlinClassMetadata.readLenient(
                metadataOf(
                    kind = values["k"] as Int?,
                    metadataVersion = values["mv"] as IntArray?,
                    data1 = strings(values["d1"]),
                    data2 = strings(values["d2"]),
                    extraString = values["xs"] as String?,
                    packageName = values["pn"] as String?,
                    extraInt = values["xi"] as Int?,
                ),
            ),
        )
    }

    private fun strings(value: Any?): Array<String>? = (value as List<*>?)?.map { it as String }?.toTypedArray()
}
