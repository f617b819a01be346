/// A place in a seed: lines and columns from 1, columns in characters.
struct SeedPosition: Hashable, Sendable {
    var line: Int
    var column: Int
    /// Which of the seed's files: 0 is the seed itself, others are its overlays.
    var file = 0

    static let start = SeedPosition(line: 1, column: 1)
}

/// The keys and places in lists that lead to a value: `clients[0].jwt_configuration`.
struct SeedPath: Hashable, Sendable, CustomStringConvertible {
    private enum Step: Hashable, Sendable {
        case key(String)
        case item(Int)
    }

    private var steps: [Step] = []

    static let root = SeedPath()

    static func + (path: SeedPath, key: String) -> SeedPath {
        var longer = path
        longer.steps.append(.key(key))
        return longer
    }

    static func + (path: SeedPath, item: Int) -> SeedPath {
        var longer = path
        longer.steps.append(.item(item))
        return longer
    }

    var names: [String] {
        steps.compactMap { step in
            guard case .key(let name) = step else { return nil }
            return name
        }
    }

    var description: String { written { "[\($0)]" } }

    /// The same for every item of a list: `clients[].mobile`.
    var generalized: String { written { _ in "[]" } }

    private func written(item: (Int) -> String) -> String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .key(let name): text += text.isEmpty ? name : ".\(name)"
            case .item(let index): text += item(index)
            }
        }
    }
}
