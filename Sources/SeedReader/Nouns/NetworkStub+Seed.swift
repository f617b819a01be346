import TenantModel

extension NetworkStub {
    /// The keys of an item of `emulator.rules.stubs`.
    static let seedKeys = KeyTable([
        .key("method", .text(.method)),
        .key("url", .text(.calledURL)).required,
        .key("body", .open),
        .key("status", .integer(100...599, unit: "HTTP status")),
        .key("headers", headersShape),
        .key("json", .open),
        .key("text", .text),
        .key("delay_ms", .integer(0...600_000, unit: "milliseconds")),
    ])

    private static let headersShape = Shape.openMap(values: .oneOrMore(.text))

    /// Reads a stub; nil if it has no URL, which has been reported.
    init?(seed fields: Fields, _ findings: Findings) {
        guard let url = fields.text("url") else { return nil }
        self.init(url: url)
        method = fields.text("method")?.uppercased()
        body = fields.node("body").map { JSONValue(coreSchema: $0) }
        status = fields.integer("status") ?? status
        headers = fields.node("headers").flatMap { JSONValue($0, as: Self.headersShape).object } ?? headers
        json = fields.node("json").map { JSONValue(coreSchema: $0) }
        text = fields.text("text")
        if let milliseconds = fields.integer("delay_ms") { delay = .milliseconds(milliseconds) }
        if json != nil, text != nil {
            findings.report(
                .conflict,
                "json and text in one stub; an answer has one content, write either",
                at: fields.position(of: "text"),
                fields.path + "text"
            )
        }
    }
}

extension TextForm {
    fileprivate static let method = TextForm { text in
        let isMethod = !text.isEmpty && text.utf8.allSatisfy { $0.isLetterOrDigit && !$0.isDigit }
        return isMethod ? nil : Fault(reason: "must be a method such as GET or POST; leave it out for every method")
    }

    /// An address that a script may call, or a pattern of addresses.
    fileprivate static let calledURL = TextForm { text in
        guard !text.isEmpty else { return Fault(reason: "is empty") }
        let isURL = ["https://", "http://", "*"].contains { text.lowercased().hasPrefix($0) }
        return isURL ? nil : Fault(reason: "must begin with https:// or http://, as the calls of scripts do")
    }
}
