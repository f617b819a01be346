import TenantModel

extension ScriptChecks {
    /// Warns of packages that the sandbox will not find, and of calls that no stub will answer.
    ///
    /// Without the warning the first login would fail.
    func checkNeeds(of rule: WrittenRule) {
        let needs = ScriptNeeds(rule.script.text)
        var told: Set<String> = []
        for package in needs.packages where told.insert(package.variable ?? package.name).inserted {
            guard let advice = advice(on: package) else { continue }
            warn(rule, package.offset, "\(Self.use(of: package)) \(advice)")
        }
        for call in needs.calls where told.insert(call.url).inserted {
            guard !sandbox.stubs.contains(where: { StubMatch($0).mayAnswer(call) }) else { continue }
            let method = call.method.map { "method: \($0), " } ?? ""
            let url = JSONValue.string(call.isWhole ? call.url : call.url + "*").serializedText
            warn(
                rule,
                call.offset,
                "calls \(call.url)\(call.isWhole ? "" : "…"), and no stub answers it; no call leaves the machine. "
                    + "Write emulator.rules.stubs: - { \(method)url: \(url), status: 200, json: {} }"
            )
        }
    }

    private static func use(of package: ScriptNeeds.Package) -> String {
        guard let variable = package.variable else { return "requires \"\(package.name)\":" }
        return "uses the free variable \(variable), in the old sandbox the package \"\(package.name)\":"
    }

    /// What to do about a package; nil if the sandbox has it, or if the folder of packages may have it.
    private func advice(on package: ScriptNeeds.Package) -> String? {
        switch SandboxPackage(package.name) {
        case nil, .builtIn: nil
        case .needsTheMachine: "it needs files, sockets or native code, and the rule sandbox has none; do without it"
        case .needsAConnection:
            "it connects to a service, and no call leaves the machine; ask the service over HTTP, and write its answer "
                + "as a stub (emulator.rules.stubs)"
        case .ofFolder where sandbox.modules != nil: nil
        case .ofFolder:
            "it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)"
        }
    }

    private func warn(_ rule: WrittenRule, _ offset: Int, _ message: String) {
        guard !findings.isTooLongToRead else { return }
        let source = rule.script.source(at: offset)
        findings.report(
            .warning,
            .suspicious,
            "rule \"\(rule.rule.name)\" \(message)",
            at: source.position,
            rule.path,
            in: source.file
        )
    }
}
