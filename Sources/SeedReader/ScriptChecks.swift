import TenantModel

/// Checks a tenant's scripts before any of them runs: size, syntax, `configuration` keys, packages and calls.
struct ScriptChecks {
    let findings: Findings
    /// The `configuration` of the rules.
    let configuration: [String: String]
    /// The stubs and the folder of packages that the scripts will find.
    let sandbox: RuleSandbox
    let complaints: @Sendable ([Rule]) -> [SeedReader.ScriptComplaint]

    /// The most bytes that the enabled rules of a real tenant may have; more is a warning.
    static let mostBytesOfTenant = 102_400
    /// The most bytes of all rules; more is an error, and none of the rules is checked.
    static let mostBytes = 1_048_576

    /// - Parameter root: the seed's root, for the place of complaints about the rules as a whole.
    func check(_ rules: [WrittenRule], of root: Fields) {
        guard !rules.isEmpty, haveFittingSize(rules, root) else { return }
        for complaint in complaints(rules.map(\.rule)) {
            guard let rule = rules.first(where: { $0.rule.id == complaint.rule }) else {
                preconditionFailure("a complaint about a rule that was not asked about")
            }
            let source = rule.script.source(of: .init(line: complaint.line, column: complaint.column))
            findings.report(
                .error,
                .badScript,
                "rule \"\(rule.rule.name)\": \(complaint.message)",
                at: source.position,
                rule.path,
                in: source.file
            )
        }
        for rule in rules where rule.rule.isEnabled {
            checkConfiguration(of: rule)
            checkNeeds(of: rule)
        }
    }

    private func haveFittingSize(_ rules: [WrittenRule], _ root: Fields) -> Bool {
        let all = rules.reduce(0) { $0 + $1.rule.script.utf8.count }
        let enabled = rules.reduce(0) { $0 + ($1.rule.isEnabled ? $1.rule.script.utf8.count : 0) }
        let (position, path) = (root.position(of: "rules"), root.path + "rules")
        if all > Self.mostBytes {
            let message = "the scripts of all rules have \(all) bytes, more than \(Self.mostBytes)"
            findings.report(.badValue, message, at: position, path)
        } else if enabled > Self.mostBytesOfTenant {
            findings.report(
                .warning,
                .suspicious,
                "the scripts of enabled rules have \(enabled) bytes; a real tenant takes at most "
                    + "\(Self.mostBytesOfTenant)",
                at: position,
                path
            )
        }
        return all <= Self.mostBytes
    }

    /// Warns of each missing key once for each rule, at its first read.
    private func checkConfiguration(of rule: WrittenRule) {
        var seen = Set(configuration.keys)
        for read in ConfigurationReads.all(in: rule.script.text) where seen.insert(read.key).inserted {
            guard !findings.isTooLongToRead else { return }
            let near = NearestKey.nearest(to: read.key, among: configuration.keys)
            let source = rule.script.source(at: read.offset)
            findings.report(
                .warning,
                .danglingReference,
                "rule \"\(rule.rule.name)\" reads configuration.\(read.key), but rulesConfigs has no such key"
                    + (near.map { "; nearest: \"\($0)\"" } ?? ""),
                at: source.position,
                rule.path,
                suggestion: near,
                in: source.file
            )
        }
    }
}
