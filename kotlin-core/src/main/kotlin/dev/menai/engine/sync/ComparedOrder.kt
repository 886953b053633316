package dev.menai.engine.sync

/**
 * Lowest first; equal ones in the order of their numbers.
 *
 * The items are a balanced tree (AVL) that never changes: a place is a whole new tree, which shares nearly all with the one
 * that it was found in. So the comparator, which is the user's, runs without the lock, and [add] sees whether the tree is
 * still that one.
 */
internal class ComparedOrder<T>(private val comparator: Comparator<in T>) : ItemOrder<T> {
    private class Node<T>(val item: T, val number: Long, val left: Node<T>?, val right: Node<T>?) {
        val height: Int = 1 + maxOf(heightOf(left), heightOf(right))
    }

    private class Place<T>(val seen: Node<T>?, val number: Long, val root: Node<T>)

    @Volatile
    private var root: Node<T>? = null

    override val name: String get() = "PriorityQueue"

    override var size: Int = 0
        private set

    override var taken: Long = -1L
        private set

    override fun place(item: T, number: Long): Any {
        val seen = root
        return Place(seen, number, with(seen, item, number))
    }

    override fun add(item: T, number: Long, place: Any?): Boolean {
        @Suppress("UNCHECKED_CAST") // made by place
        val found = place as Place<T>
        if (found.seen !== root || found.number != number) return false
        root = found.root
        size++
        return true
    }

    override fun addBack(item: T, number: Long, place: Any?): Boolean {
        if (place != null) return add(item, number, place)
        root = withFirst(root, item, number)
        size++
        return true
    }

    override fun take(): T {
        var first = root!!
        while (true) first = first.left ?: break
        root = withoutFirst(root!!)
        size--
        taken = first.number
        return first.item
    }

    override fun clear() {
        root = null
        size = 0
    }

    private fun with(node: Node<T>?, item: T, number: Long): Node<T> {
        if (node == null) return Node(item, number, null, null)
        val order = comparator.compare(item, node.item)
        val isBefore = order < 0 || (order == 0 && number < node.number)
        return if (isBefore) {
            balanced(node, with(node.left, item, number), node.right)
        } else {
            balanced(node, node.left, with(node.right, item, number))
        }
    }

    private fun withFirst(node: Node<T>?, item: T, number: Long): Node<T> = if (node ==
        null
    ) {
        Node(item, number, null, null)
    } else {
        balanced(node, withFirst(node.left, item, number), node.right)
    }

    private fun withoutFirst(node: Node<T>): Node<T>? {
        val left = node.left ?: return node.right
        return balanced(node, withoutFirst(left), node.right)
    }

    /** Returns a tree of [left], the item of [node] and [right], whose heights differ by two at the most. */
    private fun balanced(node: Node<T>, left: Node<T>?, right: Node<T>?): Node<T> {
        val lean = heightOf(left) - heightOf(right)
        return when {
            lean > 1 -> leaningLeft(node, left!!, right)
            lean < -1 -> leaningRight(node, left, right!!)
            else -> node.of(left, right)
        }
    }

    private fun leaningLeft(node: Node<T>, left: Node<T>, right: Node<T>?): Node<T> {
        val inner = left.right
        if (heightOf(left.left) >= heightOf(inner)) return left.of(left.left, node.of(inner, right))
        return inner!!.of(left.of(left.left, inner.left), node.of(inner.right, right))
    }

    private fun leaningRight(node: Node<T>, left: Node<T>?, right: Node<T>): Node<T> {
        val inner = right.left
        if (heightOf(right.right) >= heightOf(inner)) return right.of(node.of(left, inner), right.right)
        return inner!!.of(node.of(left, inner.left), right.of(inner.right, right.right))
    }

    private companion object {
        fun heightOf(node: Node<*>?): Int = node?.height ?: 0

        fun <T> Node<T>.of(left: Node<T>?, right: Node<T>?) = Node(item, number, left, right)
    }
}
