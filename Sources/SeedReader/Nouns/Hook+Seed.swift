import TenantModel

extension Hook {
    /// The keys of an item of `emulator.hooks`.
    static let seedKeys = KeyTable([
        .key("name", .text(.nonEmpty)).required,
        .key("when", .map(conditionKeys)),
        .key("set", .map(effectKeys)).required,
    ])

    private static let conditionKeys = KeyTable([
        .key("client", .oneOrMore(.text(.nonEmpty))),
        .key("connection", .oneOrMore(.text(.nonEmpty))),
        .key("protocol", .oneOrMore(.choice(LoginProtocol.allCases.map(\.rawValue)))),
        .key("scope", .oneOrMore(.text(.scopeWord))),
        .key("email_domain", .oneOrMore(.text(.emailDomain))),
        .key("role", .oneOrMore(.text(.nonEmpty))),
    ])

    fileprivate static let effectKeys = KeyTable([
        .key("scopes", .attributesByScope),
        .key("lifetime_in_seconds", .integer(1...2_592_000, unit: "seconds")),
        .key("claims", .data),
        .key("deny", .text(.reason)),
    ])
}

/// Reads `emulator.hooks`.
struct HookReader {
    let clients: Directory<Client>
    let connections: Directory<Connection>
    let findings: Findings

    /// The hooks in the order of the file, in which they run.
    func read(_ items: [Fields]) -> [Hook] {
        var names = Registry(findings)
        return items.compactMap { fields in
            let condition = fields.fields("when").map(condition)
            guard let name = fields.text("name"), let set = fields.fields("set"), let effect = effect(set) else {
                return nil
            }
            names.claim(name, "hook name \"\(name)\"", at: fields.position(of: "name"), fields.path + "name")
            var hook = Hook(name: name, effect: effect)
            hook.when = condition ?? hook.when
            return hook
        }
    }

    // MARK: when

    private func condition(_ fields: Fields) -> Hook.Condition {
        func words(_ key: String) -> [String]? { places(key, of: fields)?.map(\.text) }
        var condition = Hook.Condition()
        condition.clients = places("client", of: fields)?.compactMap {
            clients.resolve($0.text, at: $0.position, $0.path, findings)
        }
        condition.connections = places("connection", of: fields)?.compactMap {
            connections.resolve($0.text, at: $0.position, $0.path, findings)
        }
        condition.protocols = words("protocol")?.compactMap(LoginProtocol.init)
        condition.scopes = words("scope")
        condition.emailDomains = words("email_domain")?.map { $0.lowercased() }
        condition.roles = words("role")
        return condition
    }

    private func places(_ key: String, of fields: Fields) -> [(text: String, position: SeedPosition, path: SeedPath)]? {
        let places = fields.oneOrMore(key)
        if fields.node(key)?.items?.isEmpty == true {
            findings.report(
                .badValue,
                "\(key) is an empty list, which no login fits; leave \(key) out to fit every login",
                at: fields.position(of: key),
                fields.path + key
            )
        }
        return places
    }

    // MARK: set

    private static let shapingKeys = ["scopes", "lifetime_in_seconds", "claims"]

    /// Reads `set`; nil after a complaint.
    private func effect(_ set: Fields) -> Hook.Effect? {
        let shaping = Self.shapingKeys.filter { key in set.node(key).map { $0.entries?.isEmpty != true } ?? false }
        if set.has("deny") {
            for key in shaping { refuse(key, besideDenyIn: set) }
            return set.text("deny").map { .deny(reason: $0) }
        }
        guard !shaping.isEmpty else {
            // If there is a misspelt key, its own complaint is enough.
            guard set.node.entries?.allSatisfy({ Hook.effectKeys[$0.key] != nil }) == true else { return nil }
            let keys = (Self.shapingKeys + ["deny"]).joined(separator: ", ")
            findings.report(.missingKey, "set changes nothing; write one of \(keys)", at: set.node.position, set.path)
            return nil
        }
        let effect = Hook.Shaping(seed: set)
        if let place = effect.claims.firstUnsafeNumber {
            findings.report(
                .badValue,
                "claims.\(place) is a number beyond 2^53, which readers of a token round; write it in quotes",
                at: set.position(of: "claims"),
                set.path + "claims"
            )
        }
        return .shape(effect)
    }

    private func refuse(_ key: String, besideDenyIn set: Fields) {
        findings.report(
            .conflict,
            "\(key) beside deny, which leaves no token to change; make two hooks of it",
            at: set.position(of: key),
            set.path + key
        )
    }
}

extension Hook.Shaping {
    fileprivate init(seed set: Fields) {
        self.init()
        scopes = set.attributesByScope("scopes")
        lifetime = set.integer("lifetime_in_seconds").map { .seconds($0) }
        claims = set.data("claims") ?? claims
    }
}

extension TextForm {
    fileprivate static let scopeWord = TextForm { text in
        guard !text.isEmpty else { return Fault(reason: "is empty") }
        let words = ScopeSet(text).words
        guard words != [text] else { return nil }
        return Fault(reason: "is not one scope word; of several any is enough: [\(words.joined(separator: ", "))]")
    }

    fileprivate static let emailDomain = TextForm { text in
        if let at = text.lastIndex(of: "@") {
            let domain = String(text[text.index(after: at)...])
            let isWhole = EmailAddress.isWellFormed("a@\(domain)")
            return Fault(
                reason: "is more than a domain; write what stands behind the @"
                    + (isWhole ? ": \"\(domain)\"" : ", such as example.com"),
                suggestion: isWhole ? domain : nil
            )
        }
        guard EmailAddress.isWellFormed("a@\(text)"), !text.contains("*") else {
            return Fault(reason: "is not a domain such as example.com")
        }
        return nil
    }

    /// The reason in `deny`, which is no flag.
    fileprivate static let reason = TextForm { text in
        guard !text.isEmpty else { return Fault(reason: "is empty; write the reason that the person is told") }
        let isSwitch = ["true", "false"].contains(text)
        return isSwitch
            ? Fault(reason: "is not a reason; write what the person is told, such as \"Only for staff\"") : nil
    }
}
