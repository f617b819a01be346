/// Reports keywords without a value.
///
/// Other checks skip values with such a keyword, because the intended value is not known.
struct UnresolvedKeywords {
    let findings: Findings

    /// Reports all keywords without a value in a seed.
    ///
    /// - Parameter table: the keys of the root, because a keyword below a key that is not acted on is less severe.
    func report(in root: SeedNode, _ table: KeyTable) { report(root, .map(table), isActedOn: true, at: .root) }

    private func report(_ node: SeedNode, _ shape: Shape?, isActedOn: Bool, at path: SeedPath) {
        switch node.content {
        case .scalar(let scalar):
            for marker in scalar.unresolved { report(marker, isActedOn, at: node.position, path) }
        case .list(let items):
            for (index, item) in items.enumerated() {
                report(item, shape?.element, isActedOn: isActedOn, at: path + index)
            }
        case .map(let entries):
            let table = shape?.table
            for entry in entries {
                let key = table?[entry.key]
                // The values of a map without a table are data, which is acted on like the map itself.
                let isActedOn = isActedOn && (table == nil || key != nil && key?.fate != .kept)
                report(entry.value, key?.shape, isActedOn: isActedOn, at: path + entry.key)
            }
        }
    }

    /// Reports a keyword in a file that the value at `node` names.
    func report(_ marker: String, in text: AttachedText, at offset: Int, _ node: SeedNode, _ path: SeedPath) {
        let (file, position) = text.source(at: offset)
        report(marker, true, at: position, path, findings.dialect(at: node.position), in: file)
    }

    private func report(
        _ marker: String,
        _ isActedOn: Bool,
        at position: SeedPosition,
        _ path: SeedPath,
        _ dialect: Dialect? = nil,
        in file: SourceText? = nil
    ) {
        let dialect = dialect ?? findings.dialect(at: position)
        let severity: Complaint.Severity =
            switch (dialect, isActedOn) {
            case (.ownSeed, true): .error
            case (.ownSeed, false), (.deployTool, true): .warning
            case (.deployTool, false): .note
            }
        let name = marker.dropFirst(2).dropLast(2)
        let place =
            dialect == .ownSeed
            ? "give it in emulator.keywords"
            : "give it as the variable \(name), in the tool's config.json, or under keywords in --with FILE"
        let message = "no value for keyword \(marker); \(place)"
        findings.report(severity, .unresolvedKeyword, message, at: position, path, in: file)
    }
}

extension Shape {
    /// The keys of a map of this shape; nil if any key is allowed.
    fileprivate var table: KeyTable? {
        switch self {
        case .map(let table): table
        case .either(_, let other): other.table
        default: nil
        }
    }

    fileprivate var element: Shape? {
        switch self {
        case .list(let element): element
        case .itemsCheckedLater(let table): .map(table)
        case .either(_, let other): other.element
        default: nil
        }
    }
}
