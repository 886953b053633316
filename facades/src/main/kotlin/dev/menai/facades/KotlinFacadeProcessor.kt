package dev.menai.facades

import dev.menai.facades.plan.BasePlanner
import dev.menai.facades.plan.Facade
import dev.menai.facades.plan.FacadePlanner
import dev.menai.facades.plan.inherit
import dev.menai.facades.read.ClassFacts
import dev.menai.facades.read.Descriptors
import dev.menai.facades.read.FileFacts
import dev.menai.facades.read.MemberReader
import dev.menai.facades.read.MetadataReader
import dev.menai.facades.read.RefusedFacts
import dev.menai.facades.read.TypeReader
import dev.menai.facades.read.isPublic
import dev.menai.facades.types.AllShapes
import dev.menai.facades.types.ClassName
import dev.menai.facades.write.BaseClassWriter
import dev.menai.facades.write.FacadeWriter
import dev.menai.facades.write.GENERATED
import javax.annotation.processing.AbstractProcessor
import javax.annotation.processing.FilerException
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
private val OF_SOURCES = setOf("org.jspecify.annotations.*", GENERATED)

/** Writes the facades and base classes that `@KotlinFacade` asks for, and a report of what they could not take in. */
public class KotlinFacadeProcessor : AbstractProcessor() {
    /** By the canonical names of their facades. */
    private val requests = linkedMapOf<String, FacadeRequest>()
    private val bases = hashMapOf<String, TypeElement>()
    private val written = hashSetOf<String>()
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
        element is TypeElement && element.qualifiedName.toString() in written

    private fun generate(asked: List<Element>) {
        val elements = processingEnv.elementUtils
        val tools = processingEnv.typeUtils
        val metadata = MetadataReader(elements)
        val reader = RequestReader(elements, processingEnv.messager)
        val possible = asked.flatMap { reader.read(it) }.filter { isPossible(it, metadata) }
        possible.forEach(::enter)
        val descriptors = Descriptors(elements, tools)
        val members = MemberReader(elements, tools, metadata, descriptors)
        val types = TypeReader(elements, tools)

        fun planner(packageName: String): FacadePlanner {
            val wrapping = classRequests(packageName).mapValues { (_, request) -> request.facade }
            val shapes = AllShapes(wrapping.filterKeys { isInstantiable(elements.getTypeElement(it), metadata) })
            return FacadePlanner(elements, tools, types, metadata, descriptors, members, shapes)
        }
        val planners = requests.values.map { it.facade.packageName }.distinct().associateWith(::planner)
        val open = requests.values.filter { it.facade.canonical !in written }
        written += open.map { it.facade.canonical }
        val extensions = Extensions(open, metadata, members)
        val planned =
            open.associateWith { request ->
                val planner = planners.getValue(request.facade.packageName)
                if (request.isFile) {
                    planner.ofFile(request.subject, extensions.ofNobody(request), request.facade, request.twins)
                } else {
                    planner.ofClass(request.subject, request.facade, request.twins, extensions.of(request))
                }
            }
        inherit(planned, planners)
        planned.forEach(::write)
        val planner = BasePlanner(elements, tools, types, metadata, descriptors, members)
        possible.forEach { request -> request.base?.let { writeBase(request, it, planner, metadata) } }
    }

    private fun writeBase(request: FacadeRequest, base: BaseRequest, planner: BasePlanner, metadata: MetadataReader) {
        val subject = request.subject
        val known = requests[base.name.canonical]?.subject
            ?: bases.putIfAbsent(base.name.canonical, subject)?.also { if (it == subject) return }
        if (known != null) return request.place.error(FacadeMessages.taken(base.name.canonical, "$known", "$subject"))
        val planned = BaseClasses(planner, metadata, report).planned(request, base) ?: return
        written += base.name.canonical
        writeSource(base.name, request) { BaseClassWriter(planned, it).write() }
    }

    /** Requests for classes by their names, as a package sees them: if there are several for one, its own comes first. */
    private fun classRequests(packageName: String): Map<String, FacadeRequest> =
        requests.values.filterNot { it.isFile }.sortedBy { it.facade.canonical }
            .groupBy { it.subject.qualifiedName.toString() }
            .mapValues { (_, all) -> all.firstOrNull { it.facade.packageName == packageName } ?: all.first() }

    /** Supertypes first, so that all know what they inherit. */
    private fun inherit(planned: Map<FacadeRequest, Facade>, planners: Map<String, FacadePlanner>) {
        val done = hashSetOf<Facade>()

        fun visit(request: FacadeRequest) {
            val facade = planned.getValue(request)
            if (request.isFile || facade.wrapped == null || !done.add(facade)) return
            val packageName = request.facade.packageName
            val others = classRequests(packageName).filterValues { it in planned }
            val facades = others.mapValues { (_, other) -> planned.getValue(other) }
            val parent = planners.getValue(packageName).parent(request.subject, facades) ?: return
            planned.keys.firstOrNull { planned[it] === parent.facade }?.let(::visit)
            inherit(facade, parent)?.let { facade.apartFrom(parent.facade, it) }
        }
        planned.keys.forEach(::visit)
    }

    private fun enter(request: FacadeRequest) {
        val known = requests.putIfAbsent(request.facade.canonical, request) ?: return
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

                facts is RefusedFacts -> FacadeMessages.refusedMetadata(name, facts.reason)

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
        metadata.classFacts(element)?.let { !FacadePlanner.isSingleton(it) && !FacadePlanner.isInnerOfGeneric(element) }
            ?: false

    private fun write(request: FacadeRequest, facade: Facade) {
        writeSource(request.facade, request) { FacadeWriter(facade, it).write() }
        report.add(facade)
    }

    private fun writeSource(name: ClassName, request: FacadeRequest, source: (isMarked: Boolean) -> String) {
        val elements = processingEnv.elementUtils
        val isMarked = elements.getTypeElement(elements.getModuleOf(request.place.element), GENERATED) != null
        val file =
            try {
                processingEnv.filer.createSourceFile(name.canonical, request.place.element)
            } catch (refused: FilerException) {
                return request.place.error(FacadeMessages.notWritten(name.canonical, "${refused.message}"))
            }
        file.openWriter().use { it.write(source(isMarked)) }
    }

    private fun writeReport() {
        val places = requests.values.map { it.place.element }.distinct().toTypedArray()
        processingEnv.filer
            .createResource(StandardLocation.CLASS_OUTPUT, "", FacadeReport.PATH, *places)
            .openWriter().use { it.write(report.text()) }
        val uncallable = report.uncallable
        if (uncallable > 0) note("facades leave out $uncallable members that Java cannot call")
        val unimplementable = report.unimplementable
        if (unimplementable > 0) note("$unimplementable interfaces that Java cannot implement have no base class")
    }

    private fun note(what: String) =
        processingEnv.messager.printMessage(Diagnostic.Kind.NOTE, "$what; ${FacadeReport.PATH} says why")
}
