package import TenantModel

/// Asks a worker which scripts do not compile.
package enum ScriptCheck {
    package struct Fault: Sendable {
        package let rule: Identifier<Rule>
        package let message: String
        /// Counted from 1; nil if the engine does not know.
        package let line: Int?
        package let column: Int?
    }

    /// Finds scripts that do not compile.
    ///
    /// It blocks for some tens of milliseconds.
    ///
    /// - Returns: nil if this computer has no JavaScript engine.
    package static func faults(in rules: [Rule], by host: WorkerHost) -> [Fault]? {
        let setup = WorkerSetup(
            scripts: rules.map { .init(name: $0.name, text: $0.script) },
            configuration: JSONObject(),
            stubs: [],
            domain: "",
            modules: nil,
            timeout: .seconds(5),
            memoryMegabytes: 256
        )
        // The worker has its own time limit; the extra minute is for a busy machine, on which it starts late.
        let patience = Int32(setup.timeout.wholeMilliseconds + 60_000)
        guard let answer = WorkerLink.firstWord(of: host, setup.frame, patience: patience) else { return nil }
        if answer.kind == .exceeded { return RuleReport.rule(of: answer).map { [Self.endless(rules, $0)] } }
        guard answer.kind == .ready, let faults = try? JSONValue(parsing: answer.payload).elements else { return nil }
        return faults.compactMap(\.object).compactMap { fault in
            guard let index = fault["rule"]?.integer, rules.indices.contains(index),
                let message = fault["message"]?.text
            else { return nil }
            return Fault(
                rule: rules[index].id,
                message: message,
                line: fault["line"]?.integer,
                column: fault["column"]?.integer
            )
        }
    }

    private static func endless(_ rules: [Rule], _ index: Int) -> Fault {
        let message = "the script does not come to an end while it is compiled; write one function expression"
        return Fault(rule: rules[min(index, rules.count - 1)].id, message: message, line: nil, column: nil)
    }
}
