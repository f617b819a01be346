import TenantModel
import Testing
import World

@Suite("A rule")
struct RuleFormTests {
    @Test(
        "may be written in every form that exists",
        arguments: [
            "function (user, context, callback) { user.x = 1; callback(null, user, context); }",
            "function named(user, context, callback) { user.x = 1; callback(null, user, context); }",
            "(user, context, callback) => { user.x = 1; callback(null, user, context); }",
            "async function (user, context, callback) { user.x = 1; callback(null, user, context); }",
            "async (user, context, callback) => { await null; user.x = 1; return callback(null, user, context); }",
            "/** @title Example */\n// a comment\nfunction (user, context, callback) { user.x = 1; callback(null, user, context); }\n// the end",
            "function (user, context, callback) { user.x = 1; setTimeout(function () { callback(null, user, context); }, 5); }",
            "function (user, context, callback) { user.x = 1; setTimeout(callback, 5, null, user, context); }",
            "function (user, context, callback) { user.x = 1; process.nextTick(() => callback(null, user, context)); }",
            "function (user, context, callback) { user.x = 1; Promise.resolve().then(() => callback(null, user, context)); }",
            "function (user, context, callback) { var copy = Object.assign({}, user, { x: 1 }); callback(null, copy, context); }",
            "function (user, context, callback) { user.x = 1; callback(null); }",
            "function (user, context, callback) { user.x = 1; callback(undefined, user, context); }",
            "function (user, context, cb) { 'use strict'; user.x = 1; return cb(null, user, context); }",
        ]
    )
    func forms(_ script: String) async {
        let run = await RuleRoom().run(script)
        #expect(run.user?["x"] == 1, "\(run.outcome)")
    }

    @Test(
        "that is not one function expression is an error that says what to write",
        arguments: [
            ("function (user, context, callback) { callback(null, user, context); };", "remove the semicolon"),
            ("function a() {}\nfunction b() {}", "Unexpected keyword 'function'"),
            ("", "the script is empty"), ("// nothing\n", "Unexpected token ')'"),
            ("{ a: 1 }", "a rule is one function expression"), ("42", "a rule is one function expression"),
            ("function (user, context, callback) {", "Unexpected token ')'"),
        ]
    )
    func refusedForms(_ script: String, _ words: String) async {
        let run = await RuleRoom().run(script)
        #expect(run.failure?.rule == "rule 1")
        #expect(run.failure?.message.contains(words) == true, "\(run.outcome)")
    }

    @Test(
        "refuses a login by calling back with an error",
        arguments: [
            ("new UnauthorizedError('no')", true, "no"), ("new Error('x')", false, "x"), ("'text'", false, "text"),
            ("{ message: 'plain' }", false, "plain"), ("{ code: 'unauthorized', message: 'c' }", true, "c"),
            ("new TypeError('t')", false, "t"), ("42", false, "42"), ("{ a: 1 }", false, #"{"a":1}"#),
        ]
    )
    func refusals(_ error: String, _ isUnauthorized: Bool, _ message: String) async {
        let run = await RuleRoom().run("function (user, context, callback) { callback(\(error)); }")
        #expect(run.refusal == RuleRefusal(rule: "rule 1", message: message, isUnauthorized: isUnauthorized))
    }

    @Test("that throws an UnauthorizedError refuses, as callback would")
    func thrownRefusal() async {
        let run = await RuleRoom().run("function () { throw new UnauthorizedError('thrown'); }")
        #expect(run.refusal == RuleRefusal(rule: "rule 1", message: "thrown", isUnauthorized: true))
    }

    @Test(
        "that breaks is told by name and line, wherever it throws",
        arguments: [
            "function (user, context, callback) {\n\n  user.a.b.c = 1;\n}",
            "async function (user, context, callback) {\n\n  user.a.b.c = 1;\n}",
            "function (user, context, callback) {\n  setTimeout(function () {\n    user.a.b.c = 1;\n  }, 1);\n}",
            "function (user, context, callback) {\n  process.nextTick(function () {\n    user.a.b.c = 1;\n  });\n}",
            "function (user, context, callback) {\n  return Promise.resolve().then(() => {\n    user.a.b.c = 1;\n  });\n}",
        ]
    )
    func broken(_ script: String) async {
        let run = await RuleRoom().run("function (u, c, callback) { callback(null, u, c); }", script)
        #expect(run.failure?.reason == .thrown)
        #expect(run.failure?.rule == "rule 2")
        #expect(run.failure?.line == 3, "\(run.outcome)")
    }

    @Test("that calls back twice is heard once, and the second call is in the trace")
    func twice() async {
        let run = await RuleRoom().run(
            """
            function (user, context, callback) {
              user.x = 1;
              callback(null, user, context);
              callback(new Error('too late'));
              setTimeout(() => callback(new Error('much too late')), 0);
            }
            """,
            "function (user, context, callback) { setTimeout(() => callback(null, user, context), 20); }"
        )
        #expect(run.user?["x"] == 1, "\(run.outcome)")
        #expect(run.lines.filter { $0 == "rule \"rule 1\" called back again; the first call counts" }.count == 2)
    }

    @Test("that never calls back fails at once when nothing is left that could")
    func never() async {
        for script in [
            "function () {}", "async function () { await null; }", "function () { setTimeout(() => {}, 1); }",
        ] {
            let run = await RuleRoom().run(script)
            #expect(run.failure?.reason == .neverCalledBack)
            #expect(run.failure?.rule == "rule 1")
        }
    }

    @Test("gets what the one before it left, in order, and stops at the first that refuses")
    func chain() async {
        let run = await RuleRoom().run(
            "function (user, context, callback) { user.trail = ['a']; context.seen = true; callback(null, user, context); }",
            "function (user, context, callback) { user.trail.push(context.seen); callback(null, user, context); }",
            "function (user, context, callback) { callback(new Error('stop')); }",
            "function (user, context, callback) { console.log('never'); callback(null, user, context); }"
        )
        #expect(run.refusal?.rule == "rule 3")
        #expect(run.steps.map(\.rule) == ["rule 1", "rule 2", "rule 3"])
        #expect(run.steps[1].user?["trail"] == ["a", true])
        #expect(run.lines == [])
    }

    @Test("sees configuration, auth0 and its own UnauthorizedError")
    func globals() async {
        var room = RuleRoom()
        room.configuration = ["API_KEY": "k", "other": ""]
        let run = await room.run(
            """
            function (user, context, callback) {
              user.seen = [configuration, auth0.domain, auth0.baseUrl, auth0.accessToken, typeof auth0.users.updateAppMetadata];
              const error = new UnauthorizedError('m', ['challenge']);
              user.error = [error instanceof Error, error.name, error.code, error.message, error.challenges];
              callback(null, user, context);
            }
            """
        )
        #expect(
            run.user?["seen"] == [
                ["API_KEY": "k", "other": ""], "tenant.localhost", "https://tenant.localhost/api/v2", "token",
                "function",
            ]
        )
        #expect(run.user?["error"] == [true, "unauthorized", "unauthorized", "m", ["challenge"]])
    }

    @Test("asks the tenant to change metadata, and goes on when that is done or refused")
    func metadata() async {
        var room = RuleRoom()
        room.answering = { request in
            guard request == .updateAppMetadata("auth0|1", ["plan": "gold"]) else {
                throw RuleRequestRefusal(statusCode: 404, error: "Not Found", message: "The user does not exist.")
            }
            return ["app_metadata": ["plan": "gold"]]
        }
        let run = await room.run(
            """
            function (user, context, callback) {
              auth0.users.updateAppMetadata(user.user_id, { plan: 'gold' })
                .then((updated) => {
                  user.updated = updated;
                  return auth0.users.updateUserMetadata('auth0|2', { a: 1 });
                })
                .catch((error) => { user.refusal = [error.statusCode, error.message]; })
                .then(() => callback(null, user, context));
            }
            """
        )
        #expect(run.user?["updated"] == ["app_metadata": ["plan": "gold"]], "\(run.outcome)")
        #expect(run.user?["refusal"] == [404, "The user does not exist."])
        #expect(
            run.steps.first?.calls == [
                ["kind": "updateAppMetadata", "user": "auth0|1", "metadata": ["plan": "gold"]],
                [
                    "kind": "updateUserMetadata", "user": "auth0|2", "metadata": ["a": 1],
                    "error": "The user does not exist.",
                ],
            ]
        )
    }
}
