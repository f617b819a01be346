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
              const moment = require('moment');
              user.pairs = _.chunk([1, 2, 3], 2);
              user.same = [_ === require('lodash'), global._ === _, typeof global._];
              user.tomorrow = moment().add(1, 'day').utc().format('dddd, MMMM Do YYYY');
              user.last = require('lodash/last')([1, 2, 3]);
              callback(null, user, context);
            }
            """
        )
        #expect(run.failure == nil)
        #expect(run.user?["pairs"] == [[1, 2], [3]])
        #expect(run.user?["same"] == [true, true, "function"])
        #expect(run.user?["tomorrow"] == "Thursday, May 5th 2016")
        #expect(run.user?["last"] == 3)
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
}
