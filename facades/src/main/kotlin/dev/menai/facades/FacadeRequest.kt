package dev.menai.facades

import dev.menai.facades.plan.Twins
import dev.menai.facades.types.ClassName
import dev.menai.facades.types.JavaNames
import javax.annotation.processing.Messager
import javax.lang.model.element.AnnotationMirror
import javax.lang.model.element.AnnotationValue
import javax.lang.model.element.Element
import javax.lang.model.element.TypeElement
import javax.lang.model.type.DeclaredType
import javax.lang.model.type.TypeMirror
import javax.lang.model.util.Elements
import javax.tools.Diagnostic

internal const val ANNOTATION = "dev.menai.kotlin.KotlinFacade"
internal const val CONTAINER = "dev.menai.kotlin.KotlinFacades"

/** One facade that an annotation asks for. */
internal class FacadeRequest(
    /** The Kotlin class, or the class of a file's functions. */
    val subject: TypeElement,
    val isFile: Boolean,
    val facade: ClassName,
    /** Where it is asked for; more than one place if several annotations ask for the same. */
    val places: List<Place>,
    val twins: Twins,
    /** The class by which Java implements the subject, if it is asked for. */
    val base: BaseRequest?,
) {
    val place: Place get() = places.first()

    /** What this and [other], of the same class under the same name, ask for together. */
    operator fun plus(other: FacadeRequest): FacadeRequest =
        FacadeRequest(subject, isFile, facade, places + other.places, twins + other.twins, base ?: other.base)
}

/** A base class that an annotation asks for. */
internal class BaseRequest(
    val name: ClassName,
    /** Whether the annotation is about this one only, so that there must be a base class. */
    val isRequired: Boolean,
)

/** Where a request stands in the source, for diagnostics. */
internal class Place(
    private val messager: Messager,
    val element: Element,
    private val annotation: AnnotationMirror,
    private val value: AnnotationValue?,
) {
    fun error(message: String) = messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation, value)

    fun warn(message: String) = messager.printMessage(Diagnostic.Kind.WARNING, message, element, annotation, value)
}

/** Reads what the annotations of an element ask for. */
internal class RequestReader(private val elements: Elements, private val messager: Messager) {
    fun read(element: Element): List<FacadeRequest> = annotationsOf(element).flatMap { read(element, it) }

    private fun annotationsOf(element: Element): List<AnnotationMirror> = element.annotationMirrors.flatMap { mirror ->
        when (mirror.name) {
            ANNOTATION -> listOf(mirror)
            CONTAINER -> list(mirror.values["value"]).map { it.value as AnnotationMirror }
            else -> emptyList()
        }
    }

    private fun read(element: Element, annotation: AnnotationMirror): List<FacadeRequest> {
        val values = annotation.values
        val types = list(values["value"])
        val functions = list(values["functions"])
        val name = values["name"]?.value as String? ?: ""
        if (types.isEmpty() && functions.isEmpty()) {
            Place(messager, element, annotation, null).error(
                "@KotlinFacade must name a Kotlin class or a file of functions, but names none; " +
                    "write @KotlinFacade(SomeKotlinClass.class) or functions = \"the.package.SomeFileKt\"",
            )
        }
        if (name.isNotEmpty() && types.size + functions.size > 1) {
            Place(messager, element, annotation, values["name"]).error(
                "name must be of one facade, but @KotlinFacade asks for ${types.size + functions.size}; " +
                    "write an annotation for each",
            )
            return emptyList()
        }
        val packageName = elements.getPackageOf(element).qualifiedName.toString()
        problemOf(name)?.let {
            Place(messager, element, annotation, values["name"]).error(it)
            return emptyList()
        }
        val twins = Twins(values["blocking"]?.value == true, values["linear"]?.value == true)

        val isImplementable = values["implementable"]?.value == true
        val isSole = types.size + functions.size == 1

        fun request(subject: TypeElement, isFile: Boolean, value: AnnotationValue): FacadeRequest {
            val facade = name.ifEmpty { FacadeNames.of(subject) }
            val base = ClassName(packageName, listOf(FacadeNames.base(subject, name)), isDeprecated(subject))
            return FacadeRequest(
                subject,
                isFile,
                ClassName(packageName, listOf(facade), isDeprecated(subject)),
                listOf(Place(messager, element, annotation, value)),
                twins,
                BaseRequest(base, isSole).takeIf { isImplementable },
            )
        }

        fun refused(value: AnnotationValue, problem: String): FacadeRequest? {
            Place(messager, element, annotation, value).error(problem)
            return null
        }

        val ofTypes =
            types.mapNotNull { value ->
                when (val type = value.value) {
                    is DeclaredType -> request(type.asElement() as TypeElement, false, value)

                    is TypeMirror -> refused(value, FacadeMessages.noDeclaredType("$type"))

                    // a class that javac does not find, which it says itself
                    else -> null
                }
            }
        val ofFunctions =
            functions.mapNotNull { value ->
                val file = value.value as String
                val found = elements.getTypeElement(file)
                when {
                    found == null -> refused(value, FacadeMessages.noSuchFile(file))

                    packageName.isNotEmpty() && elements.getPackageOf(found).isUnnamed ->
                        refused(value, FacadeMessages.inNoPackage(file))

                    else -> request(found, true, value)
                }
            }
        return ofTypes + ofFunctions
    }

    private fun problemOf(name: String): String? = when {
        name.isEmpty() -> null
        !JavaNames.isIdentifier(name) -> FacadeMessages.notAName(name)
        name == FacadeNames.CALLS -> FacadeMessages.reserved(name)
        else -> null
    }

    /** A facade is deprecated as its class is, or one around it. */
    private fun isDeprecated(subject: TypeElement): Boolean =
        generateSequence<Element>(subject) { it.enclosingElement }.any { elements.isDeprecated(it) }

    private fun list(value: AnnotationValue?): List<AnnotationValue> =
        (value?.value as? List<*>)?.map { it as AnnotationValue }.orEmpty()

    private val AnnotationMirror.name: String
        get() = (annotationType.asElement() as TypeElement).qualifiedName.toString()

    private val AnnotationMirror.values: Map<String, AnnotationValue>
        get() = elementValues.entries.associate { (method, value) -> method.simpleName.toString() to value }
}
