package dev.menai.samples

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.asStateFlow

data class Book(val title: String, val year: Int)

/** A repository as its Kotlin author writes it; nothing in it is for Java, except the annotation. */
class BookRepository {
    private val books = mutableListOf<Book>()
    private val additions = MutableSharedFlow<Book>(replay = 10)
    private val counter = MutableStateFlow(0)

    /** The last books that were added, and then each new one. */
    val added: Flow<Book> = additions.asSharedFlow()

    val count: StateFlow<Int> = counter.asStateFlow()

    suspend fun add(book: Book) {
        delay(5)
        books += book
        counter.value = books.size
        additions.emit(book)
    }

    suspend fun find(title: String): Book? {
        delay(5)
        return books.find { it.title == title }
    }

    @JvmOverloads
    suspend fun since(year: Int, limit: Int = 2): List<Book> {
        delay(5)
        return books.filter { it.year >= year }.take(limit)
    }
}
