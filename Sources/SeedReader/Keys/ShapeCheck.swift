import TenantModel

/// Holds a seed's nodes against their shapes and reports every difference.
///
/// After it the readers of single nouns look only for what the shapes cannot say: they skip what has the wrong type,
/// because it has been reported here.
struct ShapeCheck {
    let findings: Findings
    /// Below a key on which nothing acts, whatever is wrong is only worth a note: it never stops a tenant.
    var isHarmless = false

    /// A map on the way to the value at hand: where else a misplaced key may belong.
    struct Container {
        let table: KeyTable
        let path: SeedPath
    }

    /// The whole file.
    func check(_ root: SeedNode, against table: KeyTable) { check(root, .map(table), at: .root, within: []) }

    /// An item of a list that was left for later, because its keys depend on what else the file says.
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
        // The dead entry of a list, such as a callback to which no browser is ever sent, stops nobody else.
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
        // The deployment tool reads such a word as text and sends it; only in a file of ours is it a mistake.
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
        // The deployment tool's words are its own: a newer one may know more than we do.
        refuse(node, message, at: path, findings.dialect(at: node.position).severityOfStrangers, suggestion: near)
    }

    // MARK: Words

    /// The value's text, or nil after a complaint that it has none.
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

    /// The value as a complaint repeats it; what came from a keyword may be a secret of the environment.
    private func shown(_ node: SeedNode, at path: SeedPath) -> String {
        let text = node.text ?? ""
        if SecretKeys.cover(path) { return "(\(text.count) characters)" }
        if case .scalar(let scalar) = node.content, let written = scalar.written {
            return "\"\(written.prefix(80))\" (keyword)"
        }
        return "\"\(text.prefix(80))\(text.count > 80 ? "…" : "")\""
    }

    /// Reports what is wrong, as loudly as its place deserves.
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

    /// What a person calls this map: its path, and its name where it has one.
    func label(at path: SeedPath) -> String {
        let place = path.description.isEmpty ? "the root of the file" : path.description
        // Only items have names; a word in the middle of a map is not one.
        guard path.description.hasSuffix("]") else { return place }
        let name = ["name", "email", "user_id", "key", "client_id"].lazy.compactMap { self[$0]?.text }.first
        return name.map { "\(place) (\"\($0)\")" } ?? place
    }
}
