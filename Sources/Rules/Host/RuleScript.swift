/// A rule's text: one function expression, named or anonymous, after any comments.
struct RuleScript {
    private let script: WorkerSetup.Script
    private let source: ScriptSource

    init(_ script: WorkerSetup.Script, for machine: ScriptMachine) {
        self.script = script
        // Put the bracket on the first line, so that line numbers are those of the author's file.
        source = ScriptSource("(\(script.text)\n)", named: "rules/\(script.name).js", for: machine.core)
    }

    /// Compiles the rule.
    ///
    /// - Returns: its function.
    /// - Throws: `ScriptException` with a `SyntaxError`, whose `line` is that of the script itself; `HostRefusal` for a
    ///   script that is not a function.
    func compile(in context: ScriptContext) throws -> JavaScriptCore.Value? {
        let function: JavaScriptCore.Value?
        do {
            function = try context.evaluate(source)
        } catch {
            if let advice {
                context.set("message", of: error.value, to: context.make(advice))
            }
            throw error
        }
        guard context.isFunction(function) else {
            throw HostRefusal(description: Self.form)
        }
        return function
    }

    private static let form = "a rule is one function expression: function (user, context, callback) { … }"

    /// Advice for common mistakes that the engine's own message does not explain; else nil.
    private var advice: String? {
        let trimmed = script.text.trimmingBlanks
        if trimmed.isEmpty { return "the script is empty; \(Self.form)" }
        if ["const ", "let ", "var ", "module.exports"].contains(where: trimmed.hasPrefix) {
            return "write the function alone, without a name to keep it in; \(Self.form)"
        }
        if trimmed.hasSuffix(";") { return "remove the semicolon after the function; \(Self.form)" }
        return nil
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
