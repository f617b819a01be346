import TenantModel

extension Rule {
    /// The keys of an item of `rules`.
    ///
    /// `script` is a path, or the text itself if it has several lines or stands below `text`.
    static let seedKeys = KeyTable([
        .key("id", .text(.nonEmpty)),
        .key("name", .text(.ruleName)).required,
        .key("script", .either(.text(.nonEmpty), or: .map(KeyTable([.key("text", .text).required])))).required,
        .key("order", .integer(orderRange, unit: "places")),
        .key("enabled", .flag),
        .key("stage", .choice(Stage.allCases.map(\.rawValue))),
    ])

    static let orderRange = 0...1_000_000_000

    /// The rules in the order of the file.
    ///
    /// Rules without `order` get orders after the highest given one, in steps of ten.
    static func read(_ items: [Fields], in reading: Reading) -> [WrittenRule] {
        var names = Registry(reading.findings)
        var orders = Registry(reading.findings)
        // Ignore orders out of range, which have been reported; adding to them could overflow.
        var nextOrder = (items.compactMap { $0.integer("order") }.filter(orderRange.contains).max() ?? 0) + 10
        return items.compactMap { fields in
            guard let name = fields.text("name"), let script = reading.attachedText("script", of: fields) else {
                return nil
            }
            names.claim(name, "rule name \"\(name)\"", at: fields.position(of: "name"), fields.path + "name")
            var rule = Rule(
                id: Identifier(
                    fields.text("id") ?? "rul_" + reading.derivation.alphanumerics(.ruleID, name, count: 16)
                ),
                name: name,
                script: script.text,
                order: fields.integer("order") ?? nextOrder
            )
            rule.isEnabled = fields.flag("enabled") ?? true
            rule.stage = fields.choice("stage") ?? .loginSuccess
            if fields.has("order") {
                orders.claim(
                    "\(rule.stage) \(rule.order)",
                    "rule order \(rule.order) in stage \(rule.stage.rawValue)",
                    at: fields.position(of: "order"),
                    fields.path + "order"
                )
            } else {
                nextOrder += 10
            }
            return WrittenRule(rule: rule, script: script, path: fields.path + "script")
        }
    }
}

/// Reads `rulesConfigs`: the `configuration` of rules.
enum RuleConfiguration {
    static let seedKeys = KeyTable([
        .key("key", .text(.configurationKey)).required,
        .key("value", .text).required,
    ])

    static func read(_ items: [Fields], _ findings: Findings) -> [String: String] {
        var keys = Registry(findings)
        var configuration: [String: String] = [:]
        for fields in items {
            guard let key = fields.text("key"), let value = fields.text("value") else { continue }
            keys.claim(key, "rulesConfigs key \"\(key)\"", at: fields.position(of: "key"), fields.path + "key")
            configuration[key] = value
        }
        return configuration
    }
}
