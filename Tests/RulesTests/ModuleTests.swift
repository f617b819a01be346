import TenantModel
import Testing
import World

/// What `require` gives, checked by scripts that run where rules run.
@Suite("Modules of the sandbox")
struct ModuleTests {
    private static let checks = Fixtures.names(in: "Modules", endingIn: ".js")

    @Test("every built-in module has its check")
    func everyModule() {
        let expected = [
            "assert", "axios", "buffer", "crypto", "events", "fetch", "jsonwebtoken", "network", "path", "querystring",
            "request", "request-promise", "string_decoder", "text", "url", "util", "uuid",
        ].sorted { "\($0).js" < "\($1).js" }
        #expect(Self.checks == expected.map { "\($0).js" })
    }

    @Test("do what their checks say", arguments: checks)
    func check(_ name: String) async throws {
        var room = RuleRoom()
        room.sandbox.stubs = try Fixtures.stubs()
        let body = try Fixtures.text("Modules/\(name)")
        let run = await room.run(
            """
            async function (user, context, callback) {
              const module = { exports: {} };
              await (async function (exports, require, module) {\(body)
              await module.exports;
              })(module.exports, require, module);
              user.isChecked = true;
              callback(null, user, context);
            }
            """
        )
        #expect(run.failure == nil)
        #expect(run.user?["isChecked"] == true)
    }

    @Test("the tenant's own packages load from its folder, whatever version a rule names")
    func ownPackages() async throws {
        var room = RuleRoom()
        room.sandbox.modules = "/usr/share/nodejs"
        let run = await room.run(
            """
            function (user, context, callback) {
              const _ = require('lodash@4.17.21');
              user.pairs = _.chunk([1, 2, 3], 2);
              user.same = [_ === require('lodash'), global._ === _, typeof global._];
              user.last = require('lodash/last')([1, 2, 3]);
              callback(null, user, context);
            }
            """
        )
        #expect(run.failure == nil)
        #expect(run.user?["pairs"] == [[1, 2], [3]])
        #expect(run.user?["same"] == [true, true, "function"])
        #expect(run.user?["last"] == 3)
    }

    @Test("packages see the tenant's time")
    func packagesAndTime() async throws {
        var room = RuleRoom()
        room.sandbox.modules = "/usr/share/javascript"
        let run = await room.run(
            """
            function (user, context, callback) {
              const moment = require('moment@2.10.6/moment');
              user.tomorrow = moment().add(1, 'day').utc().format('dddd, MMMM Do YYYY');
              callback(null, user, context);
            }
            """
        )
        #expect(run.user?["tomorrow"] == "Thursday, May 5th 2016", "\(run.outcome)")
    }

    @Test(
        "what is missing is told with the rule, the module and the way out",
        arguments: [
            ("fs", "The rule \"rule 1\" requires \"fs\": it needs files, sockets or native code"),
            ("child_process", "The rule \"rule 1\" requires \"child_process\": it needs files"),
            ("https", "The rule \"rule 1\" requires \"https\": it needs files"),
            ("left-pad", "The rule \"rule 1\" requires \"left-pad\": it is not built in; name your folder"),
            ("/etc/passwd", "The rule \"rule 1\" requires \"/etc/passwd\": it is not built in"),
        ]
    )
    func missing(_ name: String, _ words: String) async {
        let run = await RuleRoom().run("function (user, context, callback) {\n  require('\(name)');\n}")
        #expect(run.failure?.message.hasPrefix(words) == true, "\(run.outcome)")
        #expect(run.failure?.line == 2)
    }

    @Test(
        "the folder cannot be left",
        arguments: [
            "/etc/passwd", "../../../etc/passwd", "./../../etc/hostname", "lodash/../../../../etc/passwd", "..\\\\x",
        ]
    )
    func noEscape(_ name: String) async {
        var room = RuleRoom()
        room.sandbox.modules = "/usr/share/nodejs"
        let run = await room.run("function (user, context, callback) { require('\(name)'); }")
        #expect(run.failure?.message.contains("requires") == true, "\(run.outcome)")
    }

    @Test("links are followed inside the folder, and nowhere else")
    func links() async throws {
        try await TemporaryFolder.using { folder in
            try folder.write("module.exports = 'secret';", to: "elsewhere/secret.js")
            try folder.write("{ \"secret\": true }", to: "elsewhere/data.json")
            try folder.write("module.exports = 'inside';", to: "packages/.store/real/index.js")
            try folder.write("module.exports = require('./leak');", to: "packages/leaky/index.js")
            try folder.link("packages/linked", to: ".store/real")
            try folder.link("packages/file.js", to: "../elsewhere/secret.js")
            try folder.link("packages/data.json", to: "../elsewhere/data.json")
            try folder.link("packages/directory", to: "../elsewhere")
            try folder.link("packages/absolute", to: "/etc")
            try folder.link("packages/leaky/leak.js", to: "../../elsewhere/secret.js")
            try folder.link("packages/dangling", to: "../nowhere")
            try folder.link("modules", to: "packages")
            var room = RuleRoom()
            room.sandbox.modules = folder.path("modules")
            let run = await room.run(
                """
                function (user, context, callback) {
                  user.seen = ['linked', 'file', 'data.json', 'directory/secret', 'absolute/passwd', 'leaky', 'dangling'].map((name) => {
                    try { return require(name); } catch (error) { return error.message.replace(/^.*": /, '').slice(0, 31); }
                  });
                  callback(null, user, context);
                }
                """
            )
            let outside: JSONValue = "it is a link that leads out of "
            #expect(
                run.user?["seen"] == [
                    "inside", outside, outside, outside, outside, outside, "it is neither built in nor in t",
                ],
                "\(run.outcome)"
            )
        }
    }
}
