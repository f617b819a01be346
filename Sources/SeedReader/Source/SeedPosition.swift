/// A place in a seed: line and column, both from 1; columns count Unicode scalars.
struct SeedPosition: Hashable, Sendable {
    var line: Int
    var column: Int
    /// The index of the file: 0 is the seed itself, the others are its overlays.
    var file = 0

    static let start = SeedPosition(line: 1, column: 1)
}

/// The path of keys and list indices to a value: `clients[0].jwt_configuration`.
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

    /// The path without list indices: `clients[].mobile`.
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
