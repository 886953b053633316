package dev.menai.facades

import dev.menai.facades.plan.BaseClass
import dev.menai.facades.plan.BasePlanner
import dev.menai.facades.plan.ReportEntry
import dev.menai.facades.read.MetadataReader
import kotlin.metadata.ClassKind
import kotlin.metadata.Modality
import kotlin.metadata.kind
import kotlin.metadata.modality

/** Plans the base classes that are possible; of others the report tells, and a diagnostic if they must be there. */
internal class BaseClasses(
    private val planner: BasePlanner,
    private val metadata: MetadataReader,
    private val report: FacadeReport,
) {
    /** Returns the base class, or null if there is none. */
    fun planned(request: FacadeRequest, base: BaseRequest): BaseClass? {
        val name = "${request.subject.qualifiedName}"
        val type = metadata.classFacts(request.subject)
        if (type == null || type.kind != ClassKind.INTERFACE) {
            if (base.isRequired) request.place.error(FacadeMessages.notAnInterface(name))
            return null
        }
        if (type.modality == Modality.SEALED) {
            if (base.isRequired) request.place.error(FacadeMessages.sealed(name))
            val note = "is sealed: only its author can implement it"
            report.addBase(base.name, listOf(ReportEntry(name, ReportEntry.ALL, "", emptyList(), note)))
            return null
        }
        val planned = planner.of(request.subject, base.name)
        val undeclared = planned.undeclared
        report.addBase(base.name, undeclared.ifEmpty { planned.entries })
        if (undeclared.isEmpty()) return planned
        if (base.isRequired) {
            val members = undeclared.map { "${it.member} (${it.note})" }
            request.place.error(FacadeMessages.notImplementable(name, members))
        }
        return null
    }
}
