import Testing
import Understudy
import UnderstudyTesting

/// A rule as a seed has it.
struct SeededRule: Sendable {
    let name: String
    /// The whole text, at least two lines of it: one line would be a path.
    let script: String
    /// Further keys of the seed: `order: 5`.
    var keys: [String] = []

    /// - Parameter body: what stands in `function (user, context, callback) {…}`.
    init(_ name: String, _ body: String, keys: String...) {
        self.name = name
        script = "function (user, context, callback) {\n\(body)\n}"
        self.keys = keys
    }

    /// A rule that does `body` and lets the login go on.
    static func passing(_ name: String = "rule", _ body: String = "", keys: String...) -> SeededRule {
        var rule = SeededRule(name, "\(body)\ncallback(null, user, context);")
        rule.keys = keys
        return rule
    }

    fileprivate var yaml: String {
        let lines = script.split(separator: "\n").map { "      \($0)\n" }.joined()
        return "  - name: \(name)\n" + keys.map { "    \($0)\n" }.joined() + "    script: |\n" + lines
    }
}

/// The tests' tenant, with rules and hooks.
enum RuleTenant {
    /// - Parameters:
    ///   - hooks: entries of `emulator.hooks` in flow style, each a line.
    ///   - edit: further changes of the seed's text.
    static func seed(
        _ rules: [SeededRule],
        hooks: [String] = [],
        edit: (String) -> String = { $0 }
    ) throws -> EmulatorConfiguration.Seed {
        try TestTenant.seed { text in
            var text = edit(text)
            if !hooks.isEmpty {
                let list = "  hooks:\n" + hooks.map { "    - \($0)\n" }.joined()
                text = text.replacing("  strict: false\n", with: "  strict: false\n" + list)
            }
            if !rules.isEmpty { text += "rules:\n" + rules.map(\.yaml).joined() }
            return text
        }
    }

    static func with<Result>(
        _ rules: SeededRule...,
        hooks: [String] = [],
        edit: (String) -> String = { $0 },
        _ body: (Emulator, Browser) async throws -> Result
    ) async throws -> Result {
        let seed = try seed(rules, hooks: hooks, edit: edit)
        return try await Turnstile.emulators.pass { try await withUnderstudy(seed, entropy: "test", body) }
    }
}
