import TenantModel
import Testing
import World

/// What the old sandbox had without `require`.
@Suite("Free variables of the old sandbox")
struct OldSandboxTests {
    @Test(
        "that are built in are there",
        arguments: [
            ("typeof request.get", "function"), ("typeof jwt.sign", "function"),
            ("typeof crypto.createHash", "function"),
            ("typeof Buffer.from", "function"), ("new Buffer('a').toString('hex')", "61"),
            ("typeof uuid.v4", "function"),
            ("typeof querystring.parse", "function"), ("typeof pbkdf2", "function"),
        ]
    )
    func builtIn(_ expression: String, _ expected: String) async {
        let run = await RuleRoom().run(
            "function (user, context, callback) { user.value = \(expression); callback(null, user, context); }"
        )
        #expect(run.user?["value"] == .string(expected), "\(run.outcome)")
    }

    @Test("that are packages come from the tenant's folder")
    func ofFolder() async throws {
        try await TemporaryFolder.using { folder in
            let variables = SandboxPackage.freeVariables.filter { SandboxPackage($0.value) == .ofFolder }
            for name in variables.values { try folder.write("exports.name = '\(name)';", to: "\(name)/index.js") }
            var room = RuleRoom()
            room.sandbox.modules = folder.path("")
            let names = variables.keys.sorted()
            let run = await room.run(
                "function (user, context, callback) { user.seen = [\(names.map { "\($0).name" }.joined(separator: ", "))]; callback(null, user, context); }"
            )
            #expect(run.user?["seen"] == .array(names.map { .string(variables[$0] ?? "") }), "\(run.outcome)")
        }
    }

    @Test("without their package say what to write", arguments: SandboxPackage.freeVariables.keys.sorted())
    func missing(_ name: String) async throws {
        let package = try #require(SandboxPackage.freeVariables[name])
        let run = await RuleRoom().run("function (user, context, callback) {\n  \(name).x;\n}")
        let beginning =
            "The rule \"rule 1\" uses the free variable \(name), in the old sandbox the package \"\(package)\": it "
        #expect(run.failure?.message.hasPrefix(beginning) == true, "\(run.outcome)")
        #expect(run.failure?.message.contains("emulator.rules.") == true)
        #expect(run.failure?.line == 2)
    }

    @Test("a rule may give the names a meaning of its own", arguments: SandboxPackage.freeVariables.keys.sorted())
    func own(_ name: String) async {
        let run = await RuleRoom().run(
            "function (user, context, callback) { var \(name) = 7; user.value = \(name); callback(null, user, context); }",
            "function (user, context, callback) { \(name) = 8; user.other = \(name); callback(null, user, context); }"
        )
        #expect(run.user?["value"] == 7 && run.user?["other"] == 8, "\(run.outcome)")
    }

    @Test("require finds what check says it finds")
    func sameList() async {
        for (names, words) in [
            (SandboxPackage.builtInNames, nil), (SandboxPackage.machineNames, "it needs files, sockets or native code"),
            (SandboxPackage.connectionNames, "it connects to a service"),
        ] {
            for name in names.sorted() {
                let run = await RuleRoom().run(
                    "function (user, context, callback) { require('\(name)'); callback(null, user, context); }"
                )
                #expect(
                    (run.failure?.message.contains(words ?? "") ?? false) == (words != nil),
                    "\(name): \(run.outcome)"
                )
            }
        }
    }
}
