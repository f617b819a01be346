package import TenantModel

/// Asks a worker which scripts do not compile, before any login meets them.
package enum ScriptCheck {
    package struct Fault: Sendable {
        package let rule: Identifier<Rule>
        package let message: String
        /// From 1; nil where the engine does not know.
        package let line: Int?
        package let column: Int?
    }

    /// Waits for the answer, some tens of milliseconds.
    ///
    /// - Returns: nil where this machine has no JavaScript engine.
    package static func faults(in rules: [Rule], by host: WorkerHost) -> [Fault]? {
        let setup = WorkerSetup(
            scripts: rules.map { .init(name: $0.name, text: $0.script) },
            configuration: JSONObject(),
            stubs: [],
            domain: "",
            modules: nil,
            timeout: .seconds(20),
            memoryMegabytes: 256
        )
        guard let answer = WorkerLink.firstWord(of: host, setup.frame), answer.kind == .ready,
            let faults = try? JSONValue(parsing: answer.payload).elements
        else { return nil }
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
}
