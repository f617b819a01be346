/// A sorted set as a persistent tree: a copy takes one reference, and a change copies one path.
///
/// It is a B+ tree of value types, because Swift changes arrays that are not shared in place.
struct OrderedTree<Element: Comparable & Sendable>: Sendable {
    /// The most elements of a leaf and the most children of a branch.
    private static var capacity: Int { 32 }

    private struct Node: Sendable {
        /// The elements of a leaf, or the bounds of a branch: no element of child *n + 1* is below bound *n*.
        var elements: [Element] = []
        /// The children of a branch; empty in a leaf.
        var children: [Node] = []

        var isLeaf: Bool { children.isEmpty }
        var isEmpty: Bool { elements.isEmpty && children.isEmpty }
        var width: Int { isLeaf ? elements.count : children.count }

        /// How many elements at the beginning satisfy `isBefore`.
        func position(_ isBefore: (Element) -> Bool) -> Int {
            var (low, high) = (0, elements.count)
            while low < high {
                let middle = (low + high) / 2
                if isBefore(elements[middle]) { low = middle + 1 } else { high = middle }
            }
            return low
        }

        /// The index at which `element` is, or would be.
        func position(of element: Element) -> Int { position { $0 < element } }

        /// The index of the child in which `element` is, or would be.
        func child(of element: Element) -> Int { position { !(element < $0) } }
    }

    private var root = Node()
    private(set) var count = 0

    init() {}

    /// The smallest element.
    var first: Element? {
        guard count > 0 else { return nil }
        var node = root
        while let child = node.children.first { node = child }
        return node.elements.first
    }

    /// Calls `body` with each element in order, for as long as it returns true.
    ///
    /// - Parameter isBefore: true for the elements at the beginning that are left out.
    func visit(after isBefore: (Element) -> Bool, _ body: (Element) -> Bool) {
        _ = Self.visit(root, after: isBefore, body)
    }

    private static func visit(_ node: Node, after isBefore: (Element) -> Bool, _ body: (Element) -> Bool) -> Bool {
        let start = node.position(isBefore)
        if node.isLeaf { return node.elements[start...].allSatisfy(body) }
        guard visit(node.children[start], after: isBefore, body) else { return false }
        return node.children[(start + 1)...].allSatisfy { visit($0, after: { _ in false }, body) }
    }
}

extension OrderedTree {
    mutating func insert(_ element: Element) {
        guard let (bound, right) = Self.insert(element, into: &root, &count) else { return }
        root = Node(elements: [bound], children: [root, right])
    }

    /// - Returns: the new right neighbour if the node had to be split, and the bound between the two.
    private static func insert(
        _ element: Element,
        into node: inout Node,
        _ count: inout Int
    ) -> (bound: Element, right: Node)? {
        guard node.isLeaf else {
            let index = node.child(of: element)
            guard let (bound, right) = insert(element, into: &node.children[index], &count) else { return nil }
            node.elements.insert(bound, at: index)
            node.children.insert(right, at: index + 1)
            return node.children.count > capacity ? splitBranch(&node, isAtEnd: index + 2 == node.children.count) : nil
        }
        let index = node.position(of: element)
        if index < node.elements.count, !(element < node.elements[index]) { return nil }
        count += 1
        guard node.elements.count == capacity else {
            node.elements.insert(element, at: index)
            return nil
        }
        // Elements mostly arrive in ascending order: leave a full leaf full, and begin another one.
        if index == capacity { return (element, Node(elements: [element])) }
        var right = Node(elements: Array(node.elements[(capacity / 2)...]))
        node.elements.removeLast(capacity / 2)
        if index <= node.elements.count {
            node.elements.insert(element, at: index)
        } else {
            right.elements.insert(element, at: index - node.elements.count)
        }
        return (right.elements[0], right)
    }

    private static func splitBranch(_ node: inout Node, isAtEnd: Bool) -> (bound: Element, right: Node) {
        let kept = isAtEnd ? capacity : capacity / 2
        let bound = node.elements[kept - 1]
        let right = Node(elements: Array(node.elements[kept...]), children: Array(node.children[kept...]))
        node.elements.removeLast(node.elements.count - kept + 1)
        node.children.removeLast(node.children.count - kept)
        return (bound, right)
    }

    mutating func remove(_ element: Element) {
        guard Self.remove(element, from: &root) else { return }
        count -= 1
        while root.children.count == 1 { root = root.children[0] }
    }

    private static func remove(_ element: Element, from node: inout Node) -> Bool {
        guard node.isLeaf else {
            let index = node.child(of: element)
            guard remove(element, from: &node.children[index]) else { return false }
            tidy(&node, index)
            return true
        }
        let index = node.position(of: element)
        guard index < node.elements.count, !(element < node.elements[index]) else { return false }
        node.elements.remove(at: index)
        return true
    }

    /// Removes an empty child, and merges a nearly empty one with its neighbour if both fit in one.
    private static func tidy(_ node: inout Node, _ index: Int) {
        if node.children[index].isEmpty {
            node.children.remove(at: index)
            if !node.elements.isEmpty { node.elements.remove(at: max(0, index - 1)) }
            return
        }
        guard node.children[index].width <= capacity / 4, node.children.count > 1 else { return }
        let left = min(index, node.children.count - 2)
        guard node.children[left].width + node.children[left + 1].width <= capacity else { return }
        let right = node.children.remove(at: left + 1)
        let bound = node.elements.remove(at: left)
        if !right.isLeaf { node.children[left].elements.append(bound) }
        node.children[left].elements += right.elements
        node.children[left].children += right.children
    }
}

extension OrderedTree {
    /// The number of leaves.
    var leafCount: Int { Self.leaves(of: root) }

    private static func leaves(of node: Node) -> Int {
        node.isLeaf ? 1 : node.children.reduce(0) { $0 + leaves(of: $1) }
    }
}
