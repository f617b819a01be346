/// Which folder of a target uses which: by the names of types declared at the top level of one file only.
struct FolderGraph {
    /// By name, what each folder uses, with one reason for each.
    private var arrows: [Substring: [Substring: String]] = [:]

    /// - Parameter root: the target's folder.
    init(_ sources: [SwiftSource], within root: String) {
        func folder(_ source: SwiftSource) -> Substring {
            let path = source.path.dropFirst(root.count + 1)
            return path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        }
        var owners: [Substring: [SwiftSource]] = [:]
        for source in sources {
            for name in source.declaredTypes { owners[name, default: []].append(source) }
        }
        for source in sources {
            for name in source.namedTypes.sorted() {
                guard let declaring = owners[name], declaring.count == 1, let owner = declaring.first,
                    folder(owner) != folder(source)
                else { continue }
                arrows[folder(source), default: [:]][folder(owner)] = "\(source.path) names \(name)"
            }
        }
    }

    /// A circle of folders, from the first by name; nil: there is none.
    var circle: [Substring]? {
        for start in arrows.keys.sorted() {
            if let path = path(from: start, to: start) { return path }
        }
        return nil
    }

    /// The shortest one.
    private func path(from start: Substring, to end: Substring) -> [Substring]? {
        var (paths, seen): ([[Substring]], Set<Substring>) = ([[start]], [])
        while !paths.isEmpty {
            let path = paths.removeFirst()
            for next in (path.last.flatMap { arrows[$0] } ?? [:]).keys.sorted() {
                if next == end { return path }
                if seen.insert(next).inserted { paths.append(path + [next]) }
            }
        }
        return nil
    }
}

extension SwiftSource {
    private static let declaring: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    /// Types declared at the top level, those that only their own file sees apart.
    fileprivate var declaredTypes: [Substring] {
        codeLines.compactMap { line in
            guard let first = line.first, !first.isWhitespace else { return nil }
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            guard !words.contains("private"), !words.contains("fileprivate"),
                let place = words.firstIndex(where: { Self.declaring.contains($0) }), words.count > place + 1
            else { return nil }
            return words[place + 1]
        }
    }

    /// Capitalised words of the code that are not members of something.
    fileprivate var namedTypes: Set<Substring> {
        var names: Set<Substring> = []
        for line in wordlessLines {
            var rest = line
            while let start = rest.firstIndex(where: { $0.isLetter || $0 == "_" }) {
                let end = rest[start...].firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? rest.endIndex
                let isMember = start > line.startIndex && line[line.index(before: start)] == "."
                if !isMember, rest[start].isUppercase { names.insert(rest[start..<end]) }
                rest = rest[end...]
            }
        }
        return names
    }
}
