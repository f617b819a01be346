import Foundation
import SeedReader
import TenantModel
import Testing

/// What `understudy check` says of a script before the first login meets it.
@Suite("What scripts need")
struct ScriptNeedsTests {
    private func warnings(_ body: String, rules: String = "") throws -> [String] {
        let script = "\(body)\n// the end".split(separator: "\n", omittingEmptySubsequences: false).map {
            "      \($0)"
        }.joined(
            separator: "\n"
        )
        let text = """
            version: 1
            emulator: { rules: { \(rules) } }
            rules:
              - name: one
                script: |
            \(script)
            """
        return try read(text).warnings.map(\.message)
    }

    @Test(
        "a package that the sandbox will not find is told, with what to write",
        arguments: [
            (
                "require('lodash')",
                "requires \"lodash\": it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)"
            ),
            (
                "require(\"lodash@4.17.21\").map([])",
                "requires \"lodash@4.17.21\": it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)"
            ),
            (
                "require('auth0@2.35.0').ManagementClient",
                "requires \"auth0@2.35.0\": it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)"
            ),
            (
                "require('@auth0/rule-utilities@0.2.0')",
                "requires \"@auth0/rule-utilities@0.2.0\": it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)"
            ),
            (
                "require('fs')",
                "requires \"fs\": it needs files, sockets or native code, and the rule sandbox has none; do without it"
            ),
            (
                "require('node:fs/promises')",
                "requires \"node:fs/promises\": it needs files, sockets or native code, and the rule sandbox has none; do without it"
            ),
            (
                "require('mysql')",
                "requires \"mysql\": it connects to a service, and no call leaves the machine; ask the service over HTTP, and write its answer as a stub (emulator.rules.stubs)"
            ),
            (
                "_.map([], String)",
                "uses the free variable _, in the old sandbox the package \"lodash\": it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)"
            ),
            (
                "async.series([], callback)",
                "uses the free variable async, in the old sandbox the package \"async\": it is not built in; name your folder of packages in the seed (emulator.rules.modules: ./node_modules)"
            ),
            (
                "mongo('mongodb://user:secret@host/db', done)",
                "uses the free variable mongo, in the old sandbox the package \"mongodb\": it connects to a service, and no call leaves the machine; ask the service over HTTP, and write its answer as a stub (emulator.rules.stubs)"
            ),
        ]
    )
    func packages(_ use: String, _ words: String) throws {
        #expect(try warnings("function (user, context, callback) { \(use); }") == ["rule \"one\" \(words)"])
    }

    @Test(
        "what is built in, declared, commented out or written as text is not told",
        arguments: [
            "require('request'); require('jsonwebtoken@8'); require('node:crypto'); require('uuid/v4');",
            "// require('lodash')", "/* require('lodash') */", "const text = \"require('lodash')\";",
            "helper.require('lodash')", "require(name)", "require('lo' + 'dash')", "require(`lo${dash}`)",
            "const _ = { map: 1 }; _.map;", "[1].map((_) => _.a); [2].map(_ => 1);",
            "async (x) => 1; async function f() {}",
            "user.moment.x; user._.y; context.ip.z", "var ip = context.request.ip; ip.split('.');",
            "function moment(x) {} moment(1);", "let q; q = 1; q.x;",
            "request.get; jwt.sign; Buffer.from; crypto.x; uuid.v4",
        ]
    )
    func harmless(_ body: String) throws {
        #expect(try warnings("function (user, context, callback) {\n\(body)\n}") == [])
    }

    @Test("a folder of packages may have whatever is not the machine's")
    func folder() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "script-needs-\(UUID().uuidString)")
        defer { try? files.removeItem(at: folder) }
        try files.createDirectory(at: folder.appending(path: "node_modules"), withIntermediateDirectories: true)
        let seed = folder.appending(path: "seed.yaml")
        let text = """
            version: 1
            emulator: { rules: { modules: ./node_modules } }
            rules:
              - name: one
                script: |
                  function f() {
                    require('lodash'); _.map; require('net');
                  }
            """
        try Data(text.utf8).write(to: seed)
        let found = try SeedReader().read(path: seed.path, now: .at("2016-05-04T12:00:00Z")).warnings.map(\.message)
        #expect(found.count == 1)
        #expect(found.first?.contains("requires \"net\"") == true)
    }

    @Test(
        "a call that no stub answers is told, with the stub to write",
        arguments: [
            (
                "request.get('https://api.example.com/plans', done)",
                "calls https://api.example.com/plans, and no stub answers it; no call leaves the machine. Write emulator.rules.stubs: - { method: GET, url: \"https://api.example.com/plans\", status: 200, json: {} }"
            ),
            (
                "request({ method: 'POST', url: 'https://api.example.com/orders' }, done)",
                "calls https://api.example.com/orders, and no stub answers it; no call leaves the machine. Write emulator.rules.stubs: - { url: \"https://api.example.com/orders\", status: 200, json: {} }"
            ),
            (
                "axios.post(`https://api.example.com/users/${user.user_id}/plans`, {})",
                "calls https://api.example.com/users/…, and no stub answers it; no call leaves the machine. Write emulator.rules.stubs: - { method: POST, url: \"https://api.example.com/users/*\", status: 200, json: {} }"
            ),
            (
                "fetch('https://api.example.com/users/' + user.user_id)",
                "calls https://api.example.com/users/…, and no stub answers it; no call leaves the machine. Write emulator.rules.stubs: - { url: \"https://api.example.com/users/*\", status: 200, json: {} }"
            ),
            (
                "axios.create({ baseURL: 'https://base.example.com' })",
                "calls https://base.example.com…, and no stub answers it; no call leaves the machine. Write emulator.rules.stubs: - { url: \"https://base.example.com*\", status: 200, json: {} }"
            ),
        ]
    )
    func calls(_ call: String, _ words: String) throws {
        let stub =
            "stubs: [{ url: \"https://other.example.com/*\", status: 200 }, { method: DELETE, url: \"https://api.example.com/plans\", status: 204 }]"
        #expect(
            try warnings("function (user, context, callback) { \(call); }", rules: stub) == ["rule \"one\" \(words)"]
        )
    }

    @Test(
        "a call that a stub answers, and an address that is no call, are not told",
        arguments: [
            "request.get('https://api.example.com/plans?x=1', done)",
            "request.get('HTTPS://API.example.com/plans', done)",
            "fetch(`https://api.example.com/${user.id}`)", "axios({ baseURL: 'https://api.example.com' })",
            "context.idToken['https://elsewhere.example/roles'] = 1", "const ns = 'https://elsewhere.example/';",
            "callback(null, { issuer: 'https://elsewhere.example/' })", "map.get('https://elsewhere.example/roles')",
            "request.get(`https://${auth0.domain}/x`)", "request.get(configuration.URL)",
            "context.redirect = { to: 'https://elsewhere.example/' }",
        ]
    )
    func answered(_ body: String) throws {
        let found = try warnings(
            "function (user, context, callback) { \(body); }",
            rules: "stubs: [{ url: \"https://api.example.com/*\", status: 200 }]"
        )
        #expect(found.filter { !$0.contains("configuration.URL") } == [])
    }

    @Test("each need is told once, where it stands first, and disabled rules need nothing")
    func once() throws {
        let text = """
            version: 1
            rules:
              - name: one
                script: |
                  function (user, context, callback) {
                    require('lodash'); require('lodash');
                    fetch('https://a.example/'); fetch('https://a.example/');
                  }
              - name: two
                enabled: false
                script: |
                  function () {
                    require('lodash')
                  }
            """
        let found = try read(text).warnings
        #expect(found.map { "\($0.line):\($0.column)" } == ["6:9", "7:15"])
    }
}
