package dev.menai.facades

import dev.menai.facades.plan.Facade
import dev.menai.facades.plan.FacadePlanner
import dev.menai.facades.read.ClassFacts
import dev.menai.facades.read.Descriptors
import dev.menai.facades.read.FileFacts
import dev.menai.facades.read.MemberReader
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.isPublic
import dev.menai.facades.types.AllShapes
import dev.menai.facades.types.ClassName
import dev.menai.facades.write.FacadeWriter
import javax.annotation.processing.AbstractProcessor
import javax.annotation.processing.RoundEnvironment
import javax.lang.model.SourceVersion
import javax.lang.model.element.Element
import javax.lang.model.element.TypeElement
import javax.tools.Diagnostic
import javax.tools.StandardLocation
import kotlin.metadata.Visibility
import kotlin.metadata.jvm.JvmMetadataVersion
import kotlin.metadata.visibility

/** Annotations that the written sources have. */
private val OF_SOURCES = setOf("org.jspecify.annotations.*", "javax.annotation.processing.Generated")

/** Writes the facades that `@KotlinFacade` asks for, and a report of what they could not take in. */
public class KotlinFacadeProcessor : AbstractProcessor() {
    private val requests = linkedMapOf<ClassName, FacadeRequest>()
    private val written = hashSetOf<ClassName>()
    private val report = FacadeReport()
    private var hasWarned = false

    override fun getSupportedSourceVersion(): SourceVersion = SourceVersion.latestSupported()

    override fun getSupportedAnnotationTypes(): Set<String> = setOf(ANNOTATION, CONTAINER) + OF_SOURCES

    /** Claims the annotations of the sources that it writes as well, lest javac finds nobody who processes them. */
    override fun process(annotations: Set<TypeElement>, round: RoundEnvironment): Boolean {
        val asked =
            annotations.filter { it.qualifiedName.toString() in setOf(ANNOTATION, CONTAINER) }
                .flatMap { round.getElementsAnnotatedWith(it) }.distinct()
        if (asked.isNotEmpty()) generate(asked)
        if (round.processingOver() && !report.isEmpty && !round.errorRaised()) writeReport()
        return asked.isNotEmpty() || round.rootElements.all(::ownsSource)
    }

    private fun ownsSource(element: Element): Boolean =
        element is TypeElement && written.any { it.canonical == element.qualifiedName.toString() }

    private fun generate(asked: List<Element>) {
        val elements = processingEnv.elementUtils
        val tools = processingEnv.typeUtils
        val metadata = MetadataReader(elements)
        val reader = RequestReader(elements, processingEnv.messager)
        asked.flatMap { reader.read(it) }.filter { isPossible(it, metadata) }.forEach(::enter)
        val facades = requests.values.filterNot { it.isFile }.associate {
            it.subject.qualifiedName.toString() to
                it.facade
        }
        val wrapping = facades.filterKeys { isInstantiable(elements.getTypeElement(it), metadata) }
        val descriptors = Descriptors(elements, tools)
        val planner =
            FacadePlanner(
                elements,
                tools,
                TypeReader(elements, tools),
                metadata,
                descriptors,
                MemberReader(elements, tools, metadata, descriptors),
                AllShapes(wrapping),
            )
        for (request in requests.values.filter { it.facade !in written }) {
            written += request.facade
            val facts = metadata.read(request.subject)
            write(
                request,
                if (facts is FileFacts) {
                    planner.ofFile(request.subject, facts, request.facade)
                } else {
                    planner.ofClass(request.subject, request.facade)
                },
            )
        }
    }

    private fun enter(request: FacadeRequest) {
        val known = requests.putIfAbsent(request.facade, request) ?: return
        if (known.subject != request.subject) {
            request.place.error(
                FacadeMessages.taken(request.facade.canonical, "${known.subject}", "${request.subject}"),
            )
        }
    }

    private fun isPossible(request: FacadeRequest, metadata: MetadataReader): Boolean {
        val name = request.subject.qualifiedName.toString()
        val facts = metadata.read(request.subject)
        val problem =
            when {
                facts == null -> FacadeMessages.notKotlin(name)

                request.isFile && facts !is FileFacts -> FacadeMessages.notAFile(name)

                !request.isFile && facts !is ClassFacts -> FacadeMessages.notAClass(name)

                facts is ClassFacts && (facts.type.visibility != Visibility.PUBLIC || !request.subject.isPublic()) ->
                    FacadeMessages.notPublic(name)

                else -> null
            }
        if (problem != null) request.place.error(problem)
        val known = JvmMetadataVersion.LATEST_STABLE_SUPPORTED
        if (facts != null && facts.version > known && !hasWarned) {
            hasWarned = true
            request.place.warn(FacadeMessages.newerMetadata(name, "${facts.version}", "$known"))
        }
        return problem == null
    }

    /** Whether there are objects to wrap. */
    private fun isInstantiable(element: TypeElement, metadata: MetadataReader): Boolean =
        metadata.classFacts(element)?.let { !FacadePlanner.isSingleton(it) } ?: false

    private fun write(request: FacadeRequest, facade: Facade) {
        processingEnv.filer.createSourceFile(request.facade.canonical, request.place.element).openWriter().use {
            it.write(FacadeWriter(facade).write())
        }
        report.add(facade)
    }

    private fun writeReport() {
        val places = requests.values.map { it.place.element }.distinct().toTypedArray()
        processingEnv.filer
            .createResource(StandardLocation.CLASS_OUTPUT, "", FacadeReport.PATH, *places)
            .openWriter().use { it.write(report.text()) }
        val uncallable = report.uncallable
        if (uncallable > 0) {
            processingEnv.messager.printMessage(
                Diagnostic.Kind.NOTE,
                "facades leave out $uncallable members that Java cannot call; ${FacadeReport.PATH} says why",
            )
        }
    }
}
