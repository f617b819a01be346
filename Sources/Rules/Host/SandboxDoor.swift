import TenantModel
import World

/// The native functions that JavaScript may call.
///
/// They belong to the worker and not to a login, because code that a rule keeps in `global` calls them at later logins.
/// So they always act for the current login, which begins with `opens()`.
final class SandboxDoor {
    /// Receives what the sandbox reports and asks.
    struct Listener {
        let finished: (String) -> Void
        let asks: (String) -> Void
    }

    private let setup: WorkerSetup
    private let scripts: TenantScripts
    private let watch: RunWatch
    private let listener: Listener
    /// The JavaScript object that logins share.
    ///
    /// The worker keeps it alive.
    private let shared: JavaScriptCore.Value?
    let folder: ModuleFolder?
    private var chance = NumberedBytes(seed: "")
    var timers = Timers()
    /// True if the rules finished after their time was over.
    private(set) var isLate = false

    init(
        _ setup: WorkerSetup,
        _ scripts: TenantScripts,
        sharing shared: JavaScriptCore.Value?,
        watch: RunWatch,
        listener: Listener
    ) {
        self.setup = setup
        self.scripts = scripts
        self.shared = shared
        self.watch = watch
        self.listener = listener
        folder = setup.modules.map { ModuleFolder($0) }
    }

    /// Begins a new login: timers and random numbers of the one before are dropped.
    func opens() {
        chance = NumberedBytes(seed: "")
        timers = Timers()
        isLate = false
    }

    func begins(seed: String) { chance = NumberedBytes(seed: seed) }

    func host(in context: ScriptContext) -> JavaScriptCore.Value? {
        let host = Self.object(functions, in: context)
        context.set("shared", of: host, to: shared)
        context.set("setup", of: host, to: context.make(setup.sandboxText))
        context.set("mostCharacters", of: host, to: context.make(Double(WorkerSetup.mostCharacters)))
        context.set("hasModules", of: host, to: context.make(folder != nil))
        return host
    }

    private var functions: [(String, HostFunction.Body)] {
        [
            ("more", { [self] _, context in Self.object(rareFunctions, in: context) }),
            ("monotonic", { _, context in context.make(MachineTime.monotonic / .milliseconds(1)) }),
            (
                "randomBytes",
                { [self] arguments, context in
                    context.make(bytes: try chance.next(try self.count(arguments, context)))
                }
            ),
            (
                "startTimer",
                { [self] arguments, context in
                    let asked = try context.number(arguments[1])
                    let delay = asked.isFinite ? min(max(asked, 0), 86_400_000) : 0
                    timers.start(try context.integer(arguments[0]), after: .milliseconds(delay))
                    return context.undefined
                }
            ),
            (
                "stopTimer",
                { [self] arguments, context in
                    timers.stop(try context.integer(arguments[0]))
                    return context.undefined
                }
            ),
            ("builtin", { arguments, context in try Self.builtin(try context.string(arguments[0]), context) }),
            (
                "compile",
                { [self] arguments, context in
                    let index = try context.integer(arguments[0])
                    watch.enters(rule: index)
                    guard scripts.rules.indices.contains(index) else { throw HostRefusal(description: "no such rule") }
                    return try scripts.rules[index].compile(in: context)
                }
            ),
            (
                "enter",
                { [self] arguments, context in
                    watch.enters(rule: try context.integer(arguments[0]))
                    return context.undefined
                }
            ),
            (
                "log",
                { [self] arguments, context in
                    let line: JSONObject = [
                        "rule": .integer(try context.integer(arguments[0])),
                        "level": .string(try context.string(arguments[1])),
                        "text": .string(try context.string(arguments[2])),
                    ]
                    watch.keep(line: .object(line))
                    return context.undefined
                }
            ),
            (
                "ask",
                { [self] arguments, context in
                    listener.asks(try context.string(arguments[0]))
                    return context.undefined
                }
            ),
            (
                "step",
                { [self] arguments, context in
                    watch.keep(step: try context.string(arguments[0]))
                    return context.undefined
                }
            ),
            (
                "finish",
                { [self] arguments, context in
                    // Check the time here, too: the engine cannot interrupt a regular expression.
                    isLate = watch.isOverdue
                    if !isLate { listener.finished(watch.report(try context.string(arguments[0]))) }
                    return context.undefined
                }
            ),
        ]
    }

    static func object(_ functions: [(String, HostFunction.Body)], in context: ScriptContext) -> JavaScriptCore.Value? {
        let object = context.makeObject()
        for (name, body) in functions { context.set(name, of: object, to: context.makeFunction(body)) }
        return object
    }

    private func count(_ arguments: [JavaScriptCore.Value?], _ context: ScriptContext) throws -> Int {
        guard let count = Int(exactly: try context.number(arguments.first ?? nil)), (0...65_536).contains(count) else {
            throw HostRefusal(description: "A rule can draw 0 to 65536 random bytes at once")
        }
        return count
    }

    private static func builtin(_ name: String, _ context: ScriptContext) throws -> JavaScriptCore.Value? {
        guard let source = SandboxModules.source(name) else {
            throw HostRefusal(description: "The sandbox has no module \(name)")
        }
        return try context.evaluate(
            "(function (exports, require, module, host) {\(source)\n})",
            named: "sandbox/\(name).js"
        )
    }
}
