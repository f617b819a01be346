extension ShapeCheck {
    /// Reports an unknown key, with a hint at the key that was probably meant.
    func report(unknown entry: SeedNode.Entry, in map: SeedNode, _ containers: [Container]) {
        guard let container = containers.last else { return }
        let path = container.path + entry.key
        // An unknown key at the root is always an error: the deployment tool refuses it, too.
        let dialect = findings.dialect(at: entry.keyPosition)
        let severity = containers.count == 1 ? .error : dialect.severityOfStrangers
        if findings.isTooLongToRead, !container.table.isOpen {
            return report(severity, .unknownKey, "unknown key \"\(entry.key)\"", at: entry.keyPosition, path)
        }
        let written = Set((map.entries ?? []).map(\.key))
        let free = container.table.keys.map(\.name).filter { !written.contains($0) }
        let label = map.label(at: container.path)
        if container.table.isOpen {
            guard let near = NearestKey.nearest(to: entry.key, among: free) else { return }
            let message = "\"\(entry.key)\" in \(label) is taken for data; did you mean \"\(near)\"?"
            return report(.warning, .unknownKey, message, at: entry.keyPosition, path, suggestion: near)
        }
        let (hint, suggestion) = hint(for: entry.key, among: free, in: containers)
        let message = "unknown key \"\(entry.key)\" in \(label)" + (hint.isEmpty ? "" : "; \(hint)")
        report(severity, .unknownKey, message, at: entry.keyPosition, path, suggestion: suggestion)
    }

    /// What to write instead: in words, and as a suggestion for programs if it is a single key.
    private func hint(
        for key: String,
        among free: [String],
        in containers: [Container]
    ) -> (words: String, suggestion: String?) {
        guard let table = containers.last?.table else { return ("", nil) }
        func quoted(_ meanings: [String]) -> String { meanings.map { "\"\($0)\"" }.joined(separator: " or ") }
        let meanings = KeyAliases.meanings(of: key, in: table)
        if let meaning = meanings.first {
            return ("it is called \(quoted(meanings)) here", meanings.count == 1 ? meaning : nil)
        }
        let labelled = DashboardLabels.meanings(of: key, in: table)
        if let meaning = labelled.first {
            return ("in the API this is \(quoted(labelled))", labelled.count == 1 ? meaning : nil)
        }
        if let near = NearestKey.nearest(to: key, among: free) { return ("nearest valid key: \"\(near)\"", near) }
        if let home = home(of: key, in: containers) { return ("it belongs in \(home)", home) }
        guard !free.isEmpty else { return ("", nil) }
        return ("valid keys: \(NearestKey.ranked(free, by: key).joined(separator: ", "))", nil)
    }

    /// The place where the key would be valid: in a map below, around it, or at the root.
    private func home(of key: String, in containers: [Container]) -> String? {
        let folded = NearestKey.fold(key)
        func has(_ table: KeyTable) -> Bool { table.keys.contains { NearestKey.fold($0.name) == folded } }
        guard let here = containers.last else { return nil }
        for child in here.table.keys {
            if let (table, suffix) = child.shape.innerTable, has(table) {
                return (here.path + child.name).description + suffix
            }
        }
        for outer in containers.dropLast().reversed() where has(outer.table) {
            return outer.path.description.isEmpty ? "the root of the file" : outer.path.description
        }
        return nil
    }
}

extension Shape {
    /// The keys of the map, or of the maps of a list, and the suffix of its path.
    fileprivate var innerTable: (KeyTable, suffix: String)? {
        switch self {
        case .map(let table): (table, "")
        case .list(.map(let table)), .itemsCheckedLater(let table): (table, "[]")
        case .either(_, let other): other.innerTable
        default: nil
        }
    }
}
