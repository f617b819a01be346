import Rules
import TenantModel
import Testing
import World

/// Rules that do not stop, in a worker process: each costs its own login and nothing else.
@Suite("A rule that runs away", .serialized)
struct BombTests {
    private var room: RuleRoom {
        var room = RuleRoom()
        room.host = .process(executable: Fixtures.executable)
        room.sandbox.timeout = .milliseconds(400)
        room.sandbox.memoryMegabytes = 200
        return room
    }

    private static let good = "function (user, context, callback) { user.x = 1; callback(null, user, context); }"

    /// The bomb goes off where the user says so, the next login is as good as any.
    private func outcome(of bomb: String) async -> (bombed: RuleRun, next: RuleRun) {
        let script =
            "function (user, context, callback) { if (user.bomb) { \(bomb) } user.x = 1; callback(null, user, context); }"
        let service = room.service([script])
        var job = room.job
        job.user["bomb"] = true
        let bombed = await service.run(job, answering: { _ in [:] })
        let next = await service.run(room.job, answering: { _ in [:] })
        await service.stop()
        return (bombed, next)
    }

    @Test(
        "is stopped at the deadline, whatever it is doing",
        arguments: [
            "while (true) {}", "for (;;) { try { throw 1; } catch (e) {} }",
            "const again = () => Promise.resolve().then(again); again(); return;",
            "const again = () => process.nextTick(again); again(); return;",
            "/^(a+)+$/.test('a'.repeat(60) + '!');", "'x'.repeat(30).match(/(x+x+)+y/);",
            "[3, 2, 1, 5, 4].sort(() => { while (true) {} });", "String({ toString() { while (true) {} } });",
            "JSON.stringify(new Proxy({}, { ownKeys() { while (true) {} } }));",
            "for (const n of (function* () { let i = 0; while (true) yield i++; })()) {}",
            "new Array(4294967295).join('x').length; while (true) {}", "setInterval(() => {}, 1); return;",
            "const t = () => setTimeout(t, 0); t(); return;", "user.toJSON = () => { while (true) {} };",
            "Object.defineProperty(user, 'g', { enumerable: true, get() { while (true) {} } });",
            "const a = []; a[2 ** 31] = 1; a.indexOf('x'); a.fill(0);", "eval('while (true) {}');",
            "new Function('while (true) {}')();", "(async () => { while (true) await null; })(); return;",
        ]
    )
    func deadline(_ bomb: String) async {
        let (bombed, next) = await outcome(of: bomb)
        let failure = bombed.failure
        #expect([.timeout, .memory].contains(failure?.reason), "\(bombed.outcome)")
        #expect(failure?.rule == "rule 1", "\(bombed.outcome)")
        #expect(next.user?["x"] == 1, "\(next.outcome)")
    }

    @Test(
        "of memory ends its worker, not the server",
        arguments: [
            "let a = [1]; while (true) a = a.concat(a);",
            "const a = []; while (true) a.push(new Array(1000).fill(a.length));",
            "const a = []; while (true) a.push('x'.repeat(1000000) + a.length + Math.random());",
            "const a = []; while (true) a.push(new Uint8Array(10000000).fill(1));",
            "const m = new Map(); for (let i = 0; ; i += 1) m.set(i, { i });",
        ]
    )
    func memory(_ bomb: String) async {
        let (bombed, next) = await outcome(of: bomb)
        #expect(
            [.memory, .crashed, .timeout, .thrown].contains(bombed.failure?.reason),
            "\(bombed.outcome)"
        )
        #expect(next.user?["x"] == 1, "\(next.outcome)")
    }

    @Test(
        "of depth is a RangeError it may even catch",
        arguments: [
            "const f = () => f(); f();", "const o = {}; o.toString = () => String(o); String(o);",
            "let d = []; for (let i = 0; i < 1000000; i += 1) d = [d]; JSON.stringify(d);",
            "'a'.repeat(2 ** 32);", "new Array(-1);", "new Uint8Array(8 * 1024 ** 3).fill(1);",
        ]
    )
    func depth(_ bomb: String) async {
        let (bombed, next) = await outcome(of: "try { \(bomb) } catch (error) { user.error = error.name; }")
        #expect(bombed.user?["error"] == "RangeError" || bombed.failure != nil, "\(bombed.outcome)")
        #expect(next.user?["x"] == 1, "\(next.outcome)")
    }

    @Test("tells where it was, what it had logged, and what the rules before it had done")
    func account() async {
        let run = await room.run(
            "function (user, context, callback) { user.first = true; console.log('one'); callback(null, user, context); }",
            "function (user, context, callback) {\n  console.log('two');\n  let i = 0;\n  while (true) { i += 1; }\n}"
        )
        #expect(run.failure?.reason == .timeout)
        #expect(run.failure?.rule == "rule 2")
        // The last line the engine knows to have been reached, which a loop without calls may have left behind.
        #expect([2, 3, 4].contains(run.failure?.line), "\(run.outcome)")
        #expect(run.lines == ["one", "two"])
        #expect(run.steps.first?.user?["first"] == true)
    }

    @Test("holds up no login beside it")
    func neighbours() async {
        let service = room.service([
            "function (user, context, callback) { if (user.bomb) while (true) {} user.x = 1; callback(null, user, context); }"
        ])
        var bomb = room.job
        bomb.user["bomb"] = true
        let (bombJob, job) = (bomb, room.job)
        await withTaskGroup(of: (Bool, Bool).self) { group in
            for number in 0..<12 {
                let isBomb = number == 0
                group.addTask {
                    let run = await service.run(isBomb ? bombJob : job, answering: { _ in [:] })
                    return (isBomb, run.user?["x"] == 1)
                }
            }
            for await (isBomb, isGood) in group { #expect(isGood == !isBomb) }
        }
        await service.stop()
    }

    @Test("may kill its worker ten times in a row, and the eleventh login is served")
    func restarts() async {
        var room = room
        room.sandbox.timeout = .milliseconds(20)
        let service = room.service([
            "function (user, context, callback) { if (user.bomb) /^(a+)+$/.test('a'.repeat(60) + '!'); callback(null, user, context); }"
        ])
        var bomb = room.job
        bomb.user["bomb"] = true
        for _ in 0..<3 {
            let run = await service.run(bomb, answering: { _ in [:] })
            #expect(run.failure?.reason == .timeout, "\(run.outcome)")
        }
        let run = await service.run(room.job, answering: { _ in [:] })
        #expect(run.failure == nil, "\(run.outcome)")
        await service.stop()
    }

    @Test("64 logins at once see each their own")
    func isolation() async {
        let service = room.service([
            """
            function (user, context, callback) {
              globalThis.mine = user.number;
              setTimeout(() => { user.seen = globalThis.mine; callback(null, user, context); }, 1 + user.number % 3);
            }
            """
        ])
        let job = room.job
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    var own = job
                    own.user["number"] = .integer(number)
                    let run = await service.run(own, answering: { _ in [:] })
                    return run.user?["seen"] == .integer(number)
                }
            }
            for await isOwn in group { #expect(isOwn) }
        }
        await service.stop()
    }

    @Test("1,000 rules run in order")
    func thousand() async {
        var room = room
        room.sandbox.timeout = .seconds(20)
        let script = "function (user, context, callback) { user.n = (user.n || 0) + 1; callback(null, user, context); }"
        let service = room.service(Array(repeating: script, count: 1000))
        let run = await service.run(room.job, answering: { _ in [:] })
        #expect(run.user?["n"] == 1000, "\(run.outcome)")
        #expect(run.steps.count == 1000)
        await service.stop()
    }

    @Test("without an executable that could be a worker, the login fails and says so")
    func noWorker() async {
        var room = room
        room.host = .process(executable: "/nonexistent/understudy")
        #expect(await room.run(Self.good).failure?.reason == .crashed)
    }

    @Test("may not run for ever while it is compiled, and says which it is")
    func compilation() async {
        var room = room
        room.sandbox.timeout = .milliseconds(300)
        let run = await room.run(Self.good, "(function () { for (;;) {} })()")
        #expect(run.failure != nil)
        let rules = ["a", "b"].enumerated().map { index, name in
            Rule(
                id: Identifier(name),
                name: name,
                script: index == 0 ? Self.good : "(() => { for (;;) {} })()",
                order: index
            )
        }
        let faults = ScriptCheck.faults(in: rules, by: room.host)
        #expect(faults?.map(\.rule) == ["b"])
        #expect(faults?.first?.message.contains("does not come to an end") == true)
    }

    @Test("may flood the tenant with questions, and floods nobody")
    func flood() async {
        let (bombed, next) = await outcome(
            of:
                "for (let i = 0; i < 60000; i += 1) auth0.users.updateUserMetadata(user.user_id, { i }).catch(() => {}); for (;;);"
        )
        #expect([.timeout, .memory].contains(bombed.failure?.reason), "\(bombed.outcome)")
        #expect(next.user?["x"] == 1, "\(next.outcome)")
    }

    @Test("that cannot even start a worker tells how the worker ended")
    func deadWorker() async {
        var room = room
        room.host = .process(executable: "/bin/true")
        let failure = await room.run(Self.good).failure
        #expect(failure?.message.hasPrefix("The rules' worker ended with exit code 0 before it was ready") == true)
    }

    @Test("leaves nothing behind when its tenant stops")
    func stop() async throws {
        let before = Fixtures.openDescriptors
        for _ in 0..<40 { _ = await room.run(Self.good) }
        // Other tests open and close their own meanwhile; a worker has four.
        for _ in 0..<100 where Fixtures.openDescriptors > before + 60 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(Fixtures.openDescriptors <= before + 60)
    }
}
