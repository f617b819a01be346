import Synchronization
import Testing

@testable import World

@Suite("An ordered tree")
struct OrderedTreeTests {
    /// Chance of the test's own: the same for the same seed, on any machine.
    private struct Chance {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
    }

    private func elements<Element>(_ tree: OrderedTree<Element>, after bound: Element? = nil) -> [Element] {
        var elements: [Element] = []
        tree.visit(after: { element in bound.map { !($0 < element) } ?? false }) { element in
            elements.append(element)
            return true
        }
        return elements
    }

    @Test("holds what a sorted set holds, through a random life, and so do its copies", arguments: 1...20)
    func life(_ seed: UInt64) {
        var chance = Chance(state: seed)
        var (tree, model) = (OrderedTree<Int>(), Set<Int>())
        var copies: [(OrderedTree<Int>, [Int])] = []
        for step in 0..<4000 {
            let number = chance.below(700)
            // Grows, shrinks, and grows again.
            if chance.below(10) < (step / 1000 % 2 == 0 ? 7 : 3) {
                tree.insert(number)
                model.insert(number)
            } else {
                tree.remove(number)
                model.remove(number)
            }
            if step.isMultiple(of: 500) { copies.append((tree, model.sorted())) }
        }
        let sorted = model.sorted()
        #expect(elements(tree) == sorted)
        #expect(tree.count == sorted.count)
        #expect(tree.first == sorted.first)
        for bound in [-1, 0, 350, 699, 700] {
            #expect(elements(tree, after: bound) == sorted.filter { $0 > bound })
        }
        for (copy, content) in copies { #expect(elements(copy) == content) }
        for number in sorted { tree.remove(number) }
        #expect(tree.count == 0 && tree.first == nil && elements(tree).isEmpty)
    }

    /// Counts how often any two are compared.
    private struct Counted: Comparable, Sendable {
        final class Count: Sendable {
            let value = Atomic<Int>(0)
        }

        let number: Int
        let count: Count

        static func < (left: Counted, right: Counted) -> Bool {
            left.count.value.add(1, ordering: .relaxed)
            return left.number < right.number
        }

        static func == (left: Counted, right: Counted) -> Bool { left.number == right.number }
    }

    @Test("compares a few dozen of 200,000 for what comes first, and for each change")
    func cost() {
        let count = Counted.Count()
        var tree = OrderedTree<Counted>()
        for number in 0..<200_000 { tree.insert(Counted(number: number, count: count)) }

        func comparisons(_ work: () -> Void) -> Int {
            let before = count.value.load(ordering: .relaxed)
            work()
            return count.value.load(ordering: .relaxed) - before
        }
        #expect(comparisons { _ = tree.first } == 0)
        #expect(comparisons { tree.insert(Counted(number: 200_000, count: count)) } < 60)
        #expect(comparisons { tree.remove(Counted(number: 0, count: count)) } < 60)
        var visited = 0
        let visiting = comparisons {
            tree.visit(after: { $0.number < 100_000 }) { _ in
                visited += 1
                return visited < 10
            }
        }
        #expect(visited == 10 && visiting == 0)
    }

    @Test("keeps full what is filled in order")
    func density() {
        var tree = OrderedTree<Int>()
        for number in 0..<32_768 { tree.insert(number) }
        #expect(tree.leafCount == 1024)
    }
}
