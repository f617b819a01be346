import Rules
import TenantModel
import Testing
import World

/// What a rule keeps in `global` goes on working at later logins, through the doors of the login that calls it.
@Suite("What global keeps")
struct KeptGlobalTests {
    private var room: RuleRoom {
        get throws {
            var room = RuleRoom()
            room.configuration = ["KEY": try Fixtures.key("rsa-4096"), "SECRET": "shared"]
            var stub = NetworkStub(url: "https://api.example.com/*")
            stub.json = ["plan": "gold"]
            room.sandbox.stubs = [stub]
            return room
        }
    }

    /// Logs in again and again, each login with its own number, instant, token and seed.
    private func logins(
        _ count: Int,
        _ script: String,
        room: RuleRoom,
        check: (Int, RuleRun) -> Void
    ) async {
        let service = room.service([script])
        for number in 1...count {
            var job = room.job
            job.user["number"] = .integer(number)
            job.seed = "login \(number)"
            job.accessToken = "token \(number)"
            job.clock = .init(frozenAt: "2016-05-04T12:00:\(number < 10 ? "0" : "")\(number)Z")
            check(number, await service.run(job, answering: room.answering))
        }
        await service.stop()
    }

    @Test("functions, clients, closures and instances work at twenty logins")
    func twentyLogins() async throws {
        let script = """
            async function (user, context, callback) {
              global.get = global.get || require('request').defaults({ baseUrl: 'https://api.example.com', json: true });
              global.client = global.client || require('axios').create({ baseURL: 'https://api.example.com/v1' });
              global.promised = global.promised || require('request-promise').defaults({ json: true });
              global.fetched = global.fetched || fetch;
              global.sign = global.sign || ((claims) => require('jsonwebtoken').sign(claims, configuration.KEY, { algorithm: 'RS256' }));
              global.mac = global.mac || (() => {
                const { createHmac, randomBytes } = require('crypto');
                return (text) => [createHmac('sha256', configuration.SECRET).update(text).digest('hex'), randomBytes(4).toString('hex')];
              })();
              global.sleep = global.sleep || require('util').promisify(setTimeout);
              global.wait = global.wait || ((handler) => setTimeout(handler, 1));
              global.Counter = global.Counter || class Counter { #n = 0; next() { this.#n += 1; return this.#n; } };
              global.counter = global.counter || new global.Counter();
              global.bus = global.bus || new (require('events'))().on('login', (number) => { global.heard = number; });
              global.uuid4 = global.uuid4 || require('uuid').v4;
              const got = await new Promise((resolve, reject) => global.get('/a', (error, response, body) => error ? reject(error) : resolve(body)));
              const { data } = await client.get('/b');
              const body = await promised.get('https://api.example.com/c');
              const text = await (await global.fetched('https://api.example.com/d')).json();
              await global.sleep(1);
              await new Promise((resolve) => global.wait(resolve));
              bus.emit('login', user.number);
              const token = global.sign({ number: user.number });
              const { number, iat } = require('jsonwebtoken').decode(token);
              const [digest, bytes] = mac('x');
              user.seen = [got.plan, data.plan, body.plan, text.plan, number, iat, counter.next(), counter instanceof Counter, heard, digest.length];
              user.chance = [bytes, require('crypto').createHash('md5').update(uuid4()).digest('hex')];
              callback(null, user, context);
            }
            """
        var chances: Set<JSONValue> = []
        try await logins(20, script, room: room) { number, run in
            #expect(
                run.user?["seen"] == [
                    "gold", "gold", "gold", "gold", .integer(number), .integer(1_462_363_200 + number),
                    .integer(number),
                    true, .integer(number), 64,
                ],
                "\(number): \(run.outcome)"
            )
            #expect(
                run.steps.first?.calls.map { $0["url"] }
                    == ["a", "v1/b", "c", "d"].map { .string("https://api.example.com/\($0)") }
            )
            run.user?["chance"].map { _ = chances.insert($0) }
        }
        #expect(chances.count == 20)
    }

    @Test("a kept function has the time, the chance, the console and the token of the login that calls it")
    func doorsOfTheMoment() async throws {
        let script = """
            function (user, context, callback) {
              global.look = global.look || function () {
                console.log('looked', new Date().toISOString());
                return [new Date().toISOString(), Date.now(), Math.random(), auth0.accessToken, configuration.SECRET];
              };
              user.seen = look();
              user.own = [new Date().toISOString(), Date.now()];
              callback(null, user, context);
            }
            """
        var draws: Set<JSONValue> = []
        try await logins(5, script, room: room) { number, run in
            let instant = "2016-05-04T12:00:0\(number).000Z"
            let milliseconds = JSONValue.integer(1_462_363_200_000 + number * 1000)
            let seen = run.user?["seen"]?.elements ?? []
            #expect(seen.count == 5, "\(run.outcome)")
            #expect(seen.prefix(2) == [.string(instant), milliseconds])
            #expect(seen.suffix(2) == [.string("token \(number)"), "shared"])
            #expect(run.user?["own"] == [.string(instant), milliseconds])
            #expect(run.lines == ["looked \(instant)"])
            seen.dropFirst(2).first.map { _ = draws.insert($0) }
        }
        #expect(draws.count == 5)
    }

    @Test("a kept function asks the tenant on behalf of the login that calls it")
    func questions() async throws {
        var room = try room
        room.answering = { request in
            guard case .updateAppMetadata(let user, let metadata) = request else { throw RuleRequestRefusal.malformed }
            return ["user": .string(user.rawValue), "metadata": .object(metadata)]
        }
        let script = """
            function (user, context, callback) {
              global.note = global.note || ((number) => auth0.users.updateAppMetadata('auth0|1', { number }));
              note(user.number).then((answer) => { user.answer = answer; callback(null, user, context); });
            }
            """
        await logins(3, script, room: room) { number, run in
            #expect(
                run.user?["answer"] == ["user": "auth0|1", "metadata": ["number": .integer(number)]],
                "\(run.outcome)"
            )
            #expect(run.steps.first?.calls.first?["metadata"] == ["number": .integer(number)])
        }
    }

    @Test("what a kept function throws, and what its timers throw, fails or refuses the login that calls it")
    func errors() async throws {
        let script = """
            function (user, context, callback) {
              global.deny = global.deny || ((why) => { throw new UnauthorizedError(why); });
              global.refuse = global.refuse || ((back, why) => back(new UnauthorizedError(why)));
              global.later = global.later || ((why) => setTimeout(() => { throw new Error(why); }, 1));
              global.wrong = global.wrong || (() => { throw new TypeError('kept'); });
              switch (user.number) {
                case 1: return callback(null, user, context);
                case 2: return deny('number 2');
                case 3: return refuse(callback, 'number 3');
                case 4: return later('number 4');
                default:
                  try { wrong(); } catch (error) { user.seen = [error instanceof TypeError, error instanceof Error, error.message]; }
                  return callback(null, user, context);
              }
            }
            """
        try await logins(5, script, room: room) { number, run in
            switch number {
            case 2, 3:
                #expect(run.refusal?.message == "number \(number)", "\(run.outcome)")
                #expect(run.refusal?.isUnauthorized == true)
            case 4: #expect(run.failure?.message == "number 4", "\(run.outcome)")
            case 5: #expect(run.user?["seen"] == [true, true, "kept"], "\(run.outcome)")
            default: #expect(run.failure == nil && run.refusal == nil, "\(run.outcome)")
            }
        }
    }

    @Test("instanceof knows what another login made")
    func kinds() async throws {
        let script = """
            function (user, context, callback) {
              global.made = global.made || {
                Error: new RangeError('x'), Date: new Date(0), Promise: Promise.resolve(), Array: [1], Map: new Map(), RegExp: /x/,
                Uint8Array: Buffer.from('ab'), Function: () => 1, Object: { a: 1 },
              };
              const { JsonWebTokenError, TokenExpiredError } = require('jsonwebtoken');
              class Own extends Error {}
              global.own = global.own || new Own();
              global.expired = global.expired || new TokenExpiredError('x');
              global.check = global.check || ((token) => require('jsonwebtoken').verify(token, Buffer.from(configuration.SECRET)));
              user.seen = Object.keys(made).map((name) => made[name] instanceof globalThis[name]);
              user.seen.push(Buffer.isBuffer(made.Uint8Array), made.Uint8Array.equals(Buffer.from('ab')), expired instanceof JsonWebTokenError);
              user.not = [made.Error instanceof TypeError, made.Array instanceof Map, ({}) instanceof Error, expired instanceof SyntaxError];
              user.checked = check(require('jsonwebtoken').sign({ n: user.number }, Buffer.from(configuration.SECRET), { noTimestamp: true }));
              callback(null, user, context);
            }
            """
        try await logins(3, script, room: room) { number, run in
            #expect(run.user?["seen"] == .array(Array(repeating: true, count: 12)), "\(run.outcome)")
            #expect(run.user?["not"] == [false, false, false, false])
            #expect(run.user?["checked"] == ["n": .integer(number)])
        }
    }

    @Test("a name of global is one variable for every login, bare or not")
    func names() async throws {
        let script = """
            function (user, context, callback) {
              global.read = global.read || (() => [typeof late === 'undefined' ? null : late, global.late || null, total]);
              global.total = global.total || 0;
              total += 1;
              if (user.number === 2) global.late = 'two';
              if (user.number === 4) delete global.late;
              user.seen = read();
              callback(null, user, context);
            }
            """
        let expected: [JSONValue] = [
            [nil, nil, 1], ["two", "two", 2], ["two", "two", 3], [nil, nil, 4], [nil, nil, 5],
        ]
        try await logins(5, script, room: room) { number, run in
            #expect(run.user?["seen"] == expected[number - 1], "\(number): \(run.outcome)")
        }
    }

    @Test("a promise of the network that was kept unanswered is settled for the next login")
    func keptPromise() async throws {
        let script = """
            function (user, context, callback) {
              if (!global.plan) {
                global.plan = require('axios').get('https://api.example.com/plan').then(({ data }) => data.plan);
                return callback(null, user, context);
              }
              return plan.then((name) => { user.plan = name; callback(null, user, context); });
            }
            """
        try await logins(3, script, room: room) { number, run in
            #expect(run.user?["plan"] == (number == 1 ? nil : "gold"), "\(run.outcome)")
            #expect(run.steps.first?.calls.count == (number == 1 ? 1 : 0))
        }
    }

    @Test("a timer of an earlier login stops none of this one")
    func timers() async throws {
        let script = """
            function (user, context, callback) {
              if (global.timer) clearTimeout(global.timer);
              const mine = setTimeout(() => { user.fired = true; callback(null, user, context); }, 1);
              if (global.timer) clearTimeout(global.timer);
              global.timer = mine;
            }
            """
        try await logins(3, script, room: room) { _, run in #expect(run.user?["fired"] == true, "\(run.outcome)") }
    }

    @Test("hundreds of logins that each leave a function do not fill the worker", .timeLimit(.minutes(2)))
    func memory() async throws {
        var room = try room
        room.host = .process(executable: Fixtures.executable)
        room.sandbox.memoryMegabytes = 200
        let script = """
            function (user, context, callback) {
              global.latest = () => user.number;
              global.first = global.first || ((n) => n + 1);
              user.seen = [latest(), first(user.number)];
              callback(null, user, context);
            }
            """
        let service = room.service([script])
        for number in 1...400 {
            var job = room.job
            job.user["number"] = .integer(number)
            let run = await service.run(job, answering: room.answering)
            #expect(run.user?["seen"] == [.integer(number), .integer(number + 1)], "\(run.outcome)")
        }
        await service.stop()
    }
}
