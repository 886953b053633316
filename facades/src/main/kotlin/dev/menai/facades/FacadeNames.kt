package dev.menai.facades

import dev.menai.facades.types.JavaNames
import javax.lang.model.element.Element
import javax.lang.model.element.TypeElement

/** The names of facades and base classes that nobody has named. */
internal object FacadeNames {
    /** The nested class of a facade that has its handles. */
    const val CALLS = "Calls"

    /** `HttpClient` is `HttpClientAsync`, `Send.Sender` is `SendSenderAsync`, the file `BuildersKt` is `BuildersKtAsync`. */
    fun of(subject: TypeElement): String = stem(subject) + "Async"

    /** `UserStore` is implemented by a `UserStoreBase`, and by a `UsersBase` if its facade is to be called `Users`. */
    fun base(subject: TypeElement, facade: String): String = facade.ifEmpty { stem(subject) } + "Base"

    private fun stem(subject: TypeElement): String {
        val names =
            generateSequence<Element>(subject) { it.enclosingElement }.takeWhile { it is TypeElement }
                .map { it.simpleName.toString() }.toList().reversed()
        return JavaNames.identifier(names.joinToString(""))
    }
}
