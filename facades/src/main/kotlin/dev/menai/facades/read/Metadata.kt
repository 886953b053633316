package dev.menai.facades.read

import javax.lang.model.element.AnnotationValue
import javax.lang.model.element.TypeElement
import javax.lang.model.util.Elements
import kotlin.metadata.KmClass
import kotlin.metadata.KmFunction
import kotlin.metadata.KmProperty
import kotlin.metadata.jvm.JvmMetadataVersion
import kotlin.metadata.jvm.KotlinClassMetadata
import kotlin.metadata.jvm.Metadata as metadataOf

/** What the Kotlin compiler wrote about a class file. */
internal sealed interface KotlinFacts {
    val version: JvmMetadataVersion
}

/** About a class, interface or object. */
internal class ClassFacts(val type: KmClass, override val version: JvmMetadataVersion) : KotlinFacts

/** About the class of a file's top-level declarations, whichever class files have their bodies. */
internal class FileFacts(
    val functions: List<KmFunction>,
    val properties: List<KmProperty>,
    override val version: JvmMetadataVersion,
) : KotlinFacts

/** About something that is neither, such as a lambda. */
internal class OtherFacts(override val version: JvmMetadataVersion) : KotlinFacts

/** About a class whose metadata is refused, such as one of a compiler before Kotlin 1.1. */
internal class RefusedFacts(val reason: String) : KotlinFacts {
    /** As old as can be: it is not read. */
    override val version: JvmMetadataVersion = JvmMetadataVersion(0, 0)
}

/** Reads the `kotlin.Metadata` of classes, leniently: a newer compiler's is read as far as it is understood. */
internal class MetadataReader(private val elements: Elements) {
    private val known = HashMap<String, KotlinFacts?>()

    /** Returns the facts, or null for a class that is not Kotlin's. */
    fun read(element: TypeElement): KotlinFacts? =
        known.getOrPut(element.qualifiedName.toString()) { header(element)?.let { factsOrRefused(it) } }

    fun classFacts(element: TypeElement): KmClass? = (read(element) as? ClassFacts)?.type

    private fun factsOrRefused(header: Metadata): KotlinFacts = try {
        facts(header)
    } catch (refused: IllegalArgumentException) {
        RefusedFacts("${refused.message}")
    }

    private fun facts(header: Metadata): KotlinFacts = when (val metadata = KotlinClassMetadata.readLenient(header)) {
        is KotlinClassMetadata.Class -> ClassFacts(metadata.kmClass, metadata.version)

        is KotlinClassMetadata.FileFacade ->
            FileFacts(metadata.kmPackage.functions, metadata.kmPackage.properties, metadata.version)

        is KotlinClassMetadata.MultiFileClassPart ->
            FileFacts(metadata.kmPackage.functions, metadata.kmPackage.properties, metadata.version)

        is KotlinClassMetadata.MultiFileClassFacade -> {
            val parts =
                metadata.partClassNames.mapNotNull {
                    elements.getTypeElement(it.replace('/', '.'))?.let(::read) as? FileFacts
                }
            FileFacts(parts.flatMap { it.functions }, parts.flatMap { it.properties }, metadata.version)
        }

        is KotlinClassMetadata.SyntheticClass, is KotlinClassMetadata.Unknown -> OtherFacts(metadata.version)
    }

    private fun header(element: TypeElement): Metadata? {
        val mirror =
            element.annotationMirrors.firstOrNull {
                (it.annotationType.asElement() as TypeElement).qualifiedName.contentEquals("kotlin.Metadata")
            } ?: return null
        val values = mirror.elementValues.entries.associate { (name, value) ->
            name.simpleName.toString() to value.value
        }
        return metadataOf(
            kind = values["k"] as Int?,
            metadataVersion = (values["mv"] as List<*>?)?.map { (it as AnnotationValue).value as Int }?.toIntArray(),
            data1 = strings(values["d1"]),
            data2 = strings(values["d2"]),
            extraString = values["xs"] as String?,
            packageName = values["pn"] as String?,
            extraInt = values["xi"] as Int?,
        )
    }

    private fun strings(values: Any?): Array<String>? =
        (values as List<*>?)?.map { (it as AnnotationValue).value as String }?.toTypedArray()
}
