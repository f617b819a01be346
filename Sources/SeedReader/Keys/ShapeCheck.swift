import TenantModel

/// Compares the nodes of a seed with their shapes and reports every difference.
///
/// The readers of nouns run afterwards. They ignore values of the wrong type, because these have been reported here.
struct ShapeCheck {
    let findings: Findings
    /// True below a key that is not acted on: there everything is only a note and never refuses the seed.
    var isHarmless = false

    /// A map around the current value, in which a misplaced key may be valid.
    struct Container {
        let table: KeyTable
        let path: SeedPath
    }

    /// Checks the whole file.
    func check(_ root: SeedNode, against table: KeyTable) { check(root, .map(table), at: .root, within: []) }

    /// Checks an item of a list with the shape `itemsCheckedLater`.
    func check(item: Fields, against table: KeyTable, of root: KeyTable) {
        check(item.node, .map(table), at: item.path, within: [Container(table: root, path: .root)])
    }

    private func check(_ node: SeedNode, _ shape: Shape, at path: SeedPath, within containers: [Container]) {
        guard !node.isUnresolved else { return }
        switch shape {
        case .open: break
        case .text(let form): check(text: node, form, shape, at: path)
        case .flag: check(flag: node, shape, at: path)
        case .integer(let range, let unit): check(integer: node, range, unit, shape, at: path)
        case .amount(let most, let unit): check(amount: node, most, unit, shape, at: path)
        case .number(let range, let unit): check(number: node, range, unit, shape, at: path)
        case .instant:
            guard let text = scalar(node, shape, at: path) else { return }
            if Timestamp(rfc3339: text) == nil {
                refuse(node, "is not an instant with a zone; an example: \(Shape.exampleInstant)", at: path)
            }
        case .choice(let words): check(choice: node, words, shape, at: path)
        case .list(let element):
            guard let items = node.items else { return wrongType(node, shape, at: path) }
            for (index, item) in items.enumerated() { check(item, element, at: path + index, within: containers) }
        case .itemsCheckedLater:
            guard let items = node.items else { return wrongType(node, shape, at: path) }
            for (index, item) in items.enumerated() where item.entries == nil {
                wrongType(item, .openMap(values: .open), at: path + index)
            }
        case .openMap(let values):
            guard let entries = node.entries else { return wrongType(node, shape, at: path) }
            for entry in entries where !entry.value.isNull {
                check(entry.value, values, at: path + entry.key, within: containers)
            }
        case .map(let table): check(map: node, table, shape, at: path, within: containers)
        case .either(let single, let other):
            if case .scalar = node.content, !node.isNull {
                check(node, single, at: path, within: containers)
            } else if node.isNull {
                wrongType(node, shape, at: path)
            } else {
                check(node, other, at: path, within: containers)
            }
        }
    }

    // MARK: Maps

    private func check(
        map node: SeedNode,
        _ table: KeyTable,
        _ shape: Shape,
        at path: SeedPath,
        within containers: [Container]
    ) {
        guard let entries = node.entries else { return wrongType(node, shape, at: path) }
        let containers = containers + [Container(table: table, path: path)]
        for entry in entries where !entry.key.hasPrefix("x-") {
            guard let key = table[entry.key] else {
                report(unknown: entry, in: node, containers)
                continue
            }
            guard !entry.value.isNull else { continue }
            if key.fate == .kept { findings.noteNotActedOn(at: entry.keyPosition, path + key.name) }
            var check = self
            check.isHarmless = isHarmless || key.fate != .actedOn
            check.check(entry.value, key.shape, at: path + key.name, within: containers)
        }
        for key in table.keys where key.isRequired && node[key.name] == nil {
            report(
                .error,
                .missingKey,
                "missing key \"\(key.name)\" in \(node.label(at: path))",
                at: node.position,
                path
            )
        }
    }

    // MARK: Single values

    private func check(text node: SeedNode, _ form: TextForm, _ shape: Shape, at path: SeedPath) {
        guard let text = scalar(node, shape, at: path), let fault = form.fault(text) else { return }
        // An entry of a list that can never match, such as a callback with the scheme `file`, does no harm.
        let isDead = fault.isDead && (fault.isDeadForGood || findings.dialect(at: node.position) == .deployTool)
        report(
            isDead ? .note : fault.severity,
            fault.severity == .error ? .badValue : .suspicious,
            "\(path.names.last ?? "value") \(shown(node, at: path)) \(fault.reason)"
                + (isDead ? "; it matches nothing here" : ""),
            at: node.position,
            path,
            suggestion: fault.suggestion
        )
    }

    private func check(flag node: SeedNode, _ shape: Shape, at path: SeedPath) {
        guard let text = scalar(node, shape, at: path), node.flag == nil else { return }
        let isOldBoolean = ["yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        // The deployment tool sends such a word as text, so it is an error only in our own files.
        report(
            isOldBoolean ? findings.dialect(at: node.position).severityOfStrangers : .error,
            .wrongType,
            "expected true or false, found \(shown(node, at: path)); write true or false",
            at: node.position,
            path
        )
    }

    private func check(
        integer node: SeedNode,
        _ range: ClosedRange<Int>,
        _ unit: String,
        _ shape: Shape,
        at path: SeedPath
    ) {
        guard let text = scalar(node, shape, at: path) else { return }
        guard let number = Int(text) else {
            return refuse(node, "is not a whole number (\(unit))", at: path)
        }
        guard !range.contains(number) else { return }
        let bound = number < range.lowerBound ? "at least \(range.lowerBound)" : "at most \(range.upperBound)"
        refuse(node, "is out of range: \(bound) (\(unit))", at: path)
    }

    private func check(amount node: SeedNode, _ most: Double, _ unit: String, _ shape: Shape, at path: SeedPath) {
        guard let text = scalar(node, shape, at: path) else { return }
        guard node.amount != nil else { return refuse(node, "is not a number (\(unit))", at: path) }
        guard let amount = node.amount, amount > 0, amount <= most else {
            let bound = text.hasPrefix("-") || node.amount == 0 ? "more than 0" : "at most \(Int(most))"
            return refuse(node, "is out of range: \(bound) (\(unit))", at: path)
        }
    }

    private func check(
        number node: SeedNode,
        _ range: ClosedRange<Double>,
        _ unit: String,
        _ shape: Shape,
        at path: SeedPath
    ) {
        guard scalar(node, shape, at: path) != nil else { return }
        guard let number = node.amount else { return refuse(node, "is not a number (\(unit))", at: path) }
        guard !range.contains(number) else { return }
        let bound = number < range.lowerBound ? "at least \(Int(range.lowerBound))" : "at most \(Int(range.upperBound))"
        refuse(node, "is out of range: \(bound) (\(unit))", at: path)
    }

    private func check(choice node: SeedNode, _ words: [String], _ shape: Shape, at path: SeedPath) {
        guard let text = scalar(node, shape, at: path), !words.contains(text) else { return }
        let near = NearestKey.nearest(to: text, among: words)
        var message = "is not known here"
        if let near { message += "; nearest: \"\(near)\"" }
        if words.count <= Shape.mostWordsListed { message += "; valid: \(words.joined(separator: ", "))" }
        // Only a warning in the deployment tool's files: a newer version of it may know more words.
        refuse(node, message, at: path, findings.dialect(at: node.position).severityOfStrangers, suggestion: near)
    }

    // MARK: Words

    /// The text of a single value; nil after a complaint about another type.
    private func scalar(_ node: SeedNode, _ shape: Shape, at path: SeedPath) -> String? {
        guard let text = node.text else {
            wrongType(node, shape, at: path)
            return nil
        }
        return text
    }

    private func wrongType(_ node: SeedNode, _ shape: Shape, at path: SeedPath) {
        var message = "expected \(shape.expectation), found \(node.kind)"
        if shape.isList, !node.isNull { message += "; put \"- \" before it" }
        report(.error, .wrongType, message, at: node.position, path)
    }

    private func refuse(
        _ node: SeedNode,
        _ reason: String,
        at path: SeedPath,
        _ severity: Complaint.Severity = .error,
        suggestion: String? = nil
    ) {
        let message = "\(path.names.last ?? "value") \(shown(node, at: path)) \(reason)"
        report(severity, .badValue, message, at: node.position, path, suggestion: suggestion)
    }

    /// The value as complaints show it.
    ///
    /// The value of a keyword is not shown, because it may be a secret of the environment.
    private func shown(_ node: SeedNode, at path: SeedPath) -> String {
        let text = node.text ?? ""
        if SecretKeys.cover(path) { return "(\(text.count) characters)" }
        if case .scalar(let scalar) = node.content, let written = scalar.written {
            return "\"\(written.prefix(80))\" (keyword)"
        }
        return "\"\(text.prefix(80))\(text.count > 80 ? "…" : "")\""
    }

    /// Reports a complaint; as a note below a key that is not acted on.
    func report(
        _ severity: Complaint.Severity,
        _ code: Complaint.Code,
        _ message: String,
        at position: SeedPosition,
        _ path: SeedPath,
        suggestion: String? = nil
    ) {
        let severity = isHarmless ? .note : severity
        findings.report(severity, code, message, at: position, path, suggestion: suggestion)
    }
}

extension Shape {
    fileprivate var isList: Bool {
        switch self {
        case .list, .itemsCheckedLater: true
        default: false
        }
    }
}

extension SeedNode {
    var flag: Bool? {
        switch text {
        case "true": true
        case "false": false
        default: nil
        }
    }

    var amount: Double? { text.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil } }

    /// The map in the words of a complaint: its path, and its name if it has one.
    func label(at path: SeedPath) -> String {
        let place = path.description.isEmpty ? "the root of the file" : path.description
        // Only items of lists have names.
        guard path.description.hasSuffix("]") else { return place }
        let name = ["name", "email", "user_id", "key", "client_id"].lazy.compactMap { self[$0]?.text }.first
        return name.map { "\(place) (\"\($0)\")" } ?? place
    }
}
