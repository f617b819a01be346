extension ShapeCheck {
    /// Reports a key that its map does not have, with the one that was probably meant (seed format F2).
    func report(unknown entry: SeedNode.Entry, in map: SeedNode, _ containers: [Container]) {
        guard let container = containers.last else { return }
        // Nobody may write unknown keys at a file's root: the deployment tool refuses them too.
        let severity = containers.count == 1 ? .error : findings.dialect.severityOfStrangers
        if findings.isTooLongToRead, !container.table.isOpen {
            let message = "unknown key \"\(entry.key)\""
            return findings.report(severity, .unknownKey, message, at: entry.keyPosition, container.path + entry.key)
        }
        let label = map.label(at: container.path)
        let written = (map.entries ?? []).map(\.key)
        let free = container.table.keys.map(\.name).filter { !written.contains($0) }
        let near = NearestKey.nearest(to: entry.key, among: free)
        let path = container.path + entry.key
        if container.table.isOpen {
            guard let near else { return }
            let message = "\"\(entry.key)\" in \(label) is taken for data; did you mean \"\(near)\"?"
            findings.report(.warning, .unknownKey, message, at: entry.keyPosition, path, suggestion: near)
            return
        }
        let meanings = KeyAliases.meanings(of: entry.key, in: container.table)
        var message = "unknown key \"\(entry.key)\" in \(label)"
        var suggestion: String?
        if let meaning = meanings.first {
            message += "; it is called \(meanings.map { "\"\($0)\"" }.joined(separator: " or ")) here"
            suggestion = meanings.count == 1 ? meaning : nil
        } else if let near {
            message += "; nearest valid key: \"\(near)\""
            suggestion = near
        } else if let home = home(of: entry.key, in: containers) {
            message += "; it belongs in \(home)"
            suggestion = home
        } else {
            let some = free.prefix(8).joined(separator: ", ")
            message += free.count > 8 ? "; valid keys: \(some), …" : free.isEmpty ? "" : "; valid keys: \(some)"
        }
        findings.report(severity, .unknownKey, message, at: entry.keyPosition, path, suggestion: suggestion)
    }

    /// Where else a key would be valid: in a map below, around, or at the root.
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
    /// The keys of the map, or of the list's maps, that stand at such a place, and what its path ends with.
    fileprivate var innerTable: (KeyTable, suffix: String)? {
        switch self {
        case .map(let table): (table, "")
        case .list(.map(let table)), .itemsCheckedLater(let table): (table, "[]")
        case .either(_, let other): other.innerTable
        default: nil
        }
    }
}
