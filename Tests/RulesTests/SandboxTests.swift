import Rules
import TenantModel
import Testing
import World

@Suite("The sandbox")
struct SandboxTests {
    private func value(_ expression: String, in room: RuleRoom = RuleRoom()) async -> JSONValue? {
        let run = await room.run(
            "function (user, context, callback) { user.value = \(expression); callback(null, user, context); }"
        )
        #expect(run.failure == nil)
        return run.user?["value"]
    }

    @Test(
        "tells the tenant's time, whichever way it is asked",
        arguments: [
            "new Date().toISOString()", "new Date(Date.now()).toISOString()",
            "new (class extends Date {})().toISOString()", "new Date().constructor.now() && new Date().toISOString()",
            "new Date(Date.parse(Date())).toISOString()",
        ]
    )
    func date(_ expression: String) async {
        #expect(await value(expression) == "2016-05-04T12:00:00.000Z")
    }

    @Test("formats now as the tenant's now, in UTC")
    func formattedNow() async {
        #expect(await value("new Intl.DateTimeFormat('en-GB').format()") == "04/05/2016")
        #expect(await value("new Date().getTimezoneOffset()") == 0)
        #expect(
            await value("[Date.length, Date.name, typeof Date(), new Date(2016, 0).getMonth()]") == [
                7, "Date", "string", 0,
            ]
        )
    }

    @Test("a running clock runs, a frozen one stands, and timers are real in both")
    func runningClock() async throws {
        let script = """
            function (user, context, callback) {
              const begun = Date.now();
              setTimeout(() => { user.passed = Date.now() - begun; callback(null, user, context); }, 30);
            }
            """
        var room = RuleRoom()
        #expect(await room.run(script).user?["passed"] == 0)
        let start = try #require(Timestamp(rfc3339: "2016-05-04T12:00:00Z"))
        room.clock = TenantClock(.running(from: start)).reading
        let passed = try #require(await room.run(script).user?["passed"]?.integer)
        #expect(passed >= 25)
    }

    @Test("draws the same chance for the same login, another for another, and never 1")
    func chance() async {
        let draws = """
            [Math.random(), Math.random(), require('crypto').randomBytes(8).toString('hex'), require('uuid').v4(), \
            require('crypto').randomInt(1000000)]
            """
        let first = await value(draws)
        #expect(await value(draws) == first)
        var room = RuleRoom()
        room.seed = "another"
        #expect(await value(draws, in: room) != first)
        #expect(await value("Array.from({ length: 10000 }, Math.random).every((n) => n >= 0 && n < 1)") == true)
        let mean = "Math.abs(Array.from({ length: 10000 }, Math.random).reduce((a, b) => a + b) / 10000 - 0.5) < 0.02"
        #expect(await value(mean) == true)
    }

    @Test(
        "has no door to the machine",
        arguments: [
            "typeof WebAssembly", "typeof SharedArrayBuffer", "typeof Atomics", "typeof Temporal",
            "typeof process.exit",
            "typeof process.binding", "typeof process.mainModule", "typeof $vm", "typeof print", "typeof load",
            "typeof readFile", "typeof quit", "typeof Loader", "typeof process.env.HOME", "typeof host",
        ]
    )
    func absent(_ expression: String) async { #expect(await value(expression) == "undefined") }

    @Test("import() is refused, not served")
    func dynamicImport() async {
        let run = await RuleRoom().run(
            """
            async function (user, context, callback) {
              try { await import('/etc/passwd'); user.value = 'loaded'; } catch (error) { user.value = 'refused'; }
              callback(null, user, context);
            }
            """
        )
        #expect(run.user?["value"] == "refused", "\(run.outcome)")
    }

    @Test("what one login does to the built-ins, the next one never sees")
    func pollution() async {
        let service = RuleRoom().service([
            """
            function (user, context, callback) {
              user.seen = [typeof Object.prototype.x, [1].map((n) => n + 1), typeof globalThis.leak, JSON.stringify({})];
              Object.prototype.x = 1;
              Array.prototype.map = () => 'stolen';
              JSON.stringify = () => 'stolen';
              Function.prototype.call = Function.prototype.apply = () => 'stolen';
              globalThis.leak = true;
              delete Object.prototype.x;
              callback(null, user, context);
            }
            """
        ])
        for _ in 0..<3 {
            let run = await service.run(RuleRoom().job, answering: { _ in [:] })
            #expect(run.user?["seen"] == ["undefined", [2], "undefined", "{}"], "\(run.outcome)")
        }
        await service.stop()
    }

    @Test(
        "brings its result home whatever a rule overrode",
        arguments: [
            "JSON.stringify = () => '{}'; JSON.parse = () => null;",
            "Object.keys = () => []; Reflect.ownKeys = () => [];",
            "Promise = null; Promise.prototype;", "Date = null;", "Array.prototype.push = () => { throw 1; };",
            "Map.prototype.get = () => { throw 1; };", "String.prototype.slice = () => 'x';",
            "Array.prototype[Symbol.iterator] = () => { throw 1; };", "Math.round = Math.floor = () => NaN;",
            "Object.defineProperty = () => { throw 1; }; Reflect.apply = null;", "globalThis.Error = null;",
            "Object.prototype.then = 1;", "Function.prototype.apply = null;", "Symbol.toPrimitive;",
        ]
    )
    func overriding(_ attack: String) async {
        let script =
            "function (user, context, callback) { user.x = 1; try { \(attack) } catch (e) {} callback(null, user, context); }"
        let run = await RuleRoom().run(script, "function (user, context, callback) { callback(null, user, context); }")
        #expect(run.user?["x"] == 1, "\(run.outcome)")
        #expect(run.user?["email"] == "ada@example.com")
    }

    @Test("keeps global from login to login, and nothing else")
    func keptGlobal() async {
        let service = RuleRoom().service([
            """
            function (user, context, callback) {
              global.count = (global.count || 0) + 1;
              user.count = count;
              user.isThere = ['count' in global, Object.keys(global).length >= 0, global.missing === undefined];
              user.setTimeout = typeof global.setTimeout;
              callback(null, user, context);
            }
            """
        ])
        for expected in 1...3 {
            let run = await service.run(RuleRoom().job, answering: { _ in [:] })
            #expect(run.user?["count"] == .integer(expected), "\(run.outcome)")
            #expect(run.user?["isThere"] == [true, true, true])
            #expect(run.user?["setTimeout"] == "function")
        }
        await service.restart()
        let run = await service.run(RuleRoom().job, answering: { _ in [:] })
        #expect(run.user?["count"] == 1)
        await service.stop()
    }

    @Test("console lines are bounded in number and size, and the rest is counted")
    func console() async {
        let run = await RuleRoom().run(
            """
            function (user, context, callback) {
              console.log('%s is %d', 'a', 1, { b: [1] });
              console.error('\\u001b[31mred');
              console.log('x'.repeat(10 * 1024 * 1024));
              for (let i = 0; i < 1000000; i += 1) console.log('line', i);
              callback(null, user, context);
            }
            """
        )
        #expect(run.failure == nil)
        #expect(run.lines.first == "a is 1 { b: [ 1 ] }")
        #expect(run.steps[0].console[1] == .init(level: "error", text: "\u{1B}[31mred"))
        #expect(run.lines.count <= 1001)
        #expect(run.lines.reduce(0) { $0 + $1.count } < 70_000)
        #expect(run.lines.last?.contains("more lines were dropped") == true)
    }

    @Test("timers are bounded, and end with the login that began them")
    func timers() async {
        let service = RuleRoom().service([
            """
            function (user, context, callback) {
              global.ticks = global.ticks || 0;
              user.ticks = global.ticks;
              setInterval(() => { global.ticks += 1; }, 1);
              try { for (let i = 0; i < 10000; i += 1) setTimeout(() => {}, 100000); } catch (error) { user.error = error.name; }
              callback(null, user, context);
            }
            """
        ])
        for _ in 0..<2 {
            let run = await service.run(RuleRoom().job, answering: { _ in [:] })
            #expect(run.user?["ticks"] == 0, "\(run.outcome)")
            #expect(run.user?["error"] == "RangeError")
            try? await Task.sleep(for: .milliseconds(10))
        }
        await service.stop()
    }

    @Test(
        "what cannot be JSON fails the login by name",
        arguments: [
            ("user.self = user;", RuleFailure.Reason.notJSON), ("user.big = 10n;", .notJSON),
            ("user = null;", .notJSON),
            ("user = 'text';", .notJSON), ("user = [1];", .notJSON), ("context = 1;", .notJSON),
            ("user.toJSON = () => 1;", .notJSON), ("user.toJSON = () => { throw new Error('x'); };", .notJSON),
            ("user.x = 'x'.repeat(2 * 1024 * 1024);", .tooLarge),
            ("for (let i = 0; i < 5000; i += 1) user['m' + i] = i;", .tooLarge),
        ]
    )
    func notJSON(_ statement: String, _ reason: RuleFailure.Reason) async {
        let run = await RuleRoom().run(
            "function (user, context, callback) { \(statement) callback(null, user, context); }"
        )
        #expect(run.failure?.reason == reason, "\(run.outcome)")
        #expect(run.failure?.rule == "rule 1")
    }

    @Test("what JSON leaves out is left out")
    func leftOut() async {
        let run = await RuleRoom().run(
            """
            function (user, context, callback) {
              user.f = function () {}; user.u = undefined; user.n = NaN; user.i = Infinity; user.d = new Date(); user.s = '\\ud800';
              callback(null, user, context);
            }
            """
        )
        #expect(run.user?["f"] == nil && run.user?["u"] == nil)
        #expect(run.user?["n"] == .null && run.user?["i"] == .null)
        #expect(run.user?["d"] == "2016-05-04T12:00:00.000Z")
    }

    @Test(
        "is whole for the next login, whatever one put into global",
        arguments: [
            "global.undefined = 1", "global.Error = 5", "global.Object = null", "global.Promise = null",
            "global.Error = new Proxy(function () {}, { get() { throw 1; } })", "global.JSON = {}",
            "global.Date = null",
            "Object.defineProperty(global, 'Map', { value: 1 })", "global.setTimeout = null",
        ]
    )
    func poisonedGlobal(_ poison: String) async {
        let service = RuleRoom().service([
            """
            function (user, context, callback) {
              user.x = new Date().toISOString() + typeof Error + typeof Promise.resolve + typeof JSON.parse + typeof setTimeout;
              try { \(poison); } catch (error) {}
              callback(null, user, context);
            }
            """
        ])
        for _ in 0..<3 {
            let run = await service.run(RuleRoom().job, answering: { _ in [:] })
            #expect(run.user?["x"] == "2016-05-04T12:00:00.000Zfunctionfunctionfunctionfunction", "\(run.outcome)")
        }
        await service.stop()
    }

    @Test("takes any delay for a timer, and no passphrase for a key")
    func oddArguments() async {
        #expect(
            await value("typeof setTimeout(() => {}, { n: 0, valueOf() { return this.n++ ? NaN : 5; } })") == "object"
        )
        #expect(
            await value("[NaN, -1e300, Infinity, '7', null].map((n) => typeof setTimeout(() => {}, n)).length") == 5
        )
        let verdict = await value(
            """
            (() => { try { return require('crypto').createVerify('sha256').update('x')
              .verify('-----BEGIN RSA PRIVATE KEY-----\\nProc-Type: 4,ENCRYPTED\\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\\n\\nAAAA\\n-----END RSA PRIVATE KEY-----\\n', 'AAAA', 'base64'); }
              catch (error) { return 'refused'; } })()
            """
        )
        #expect(verdict == "refused" || verdict == false)
    }

    @Test("an error that cannot be read is still only a refusal")
    func unreadableError() async {
        let run = await RuleRoom().run(
            "function (user, context, callback) { callback(new Proxy({}, { get() { throw 1; } })); }"
        )
        #expect(run.refusal?.isUnauthorized == false, "\(run.outcome)")
    }
}
