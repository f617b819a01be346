import TenantModel
import World

/// One login's JavaScript: a fresh global object with the tenant's rules compiled, waiting for a user.
final class Sandbox {
    /// What the sandbox says to whoever runs it.
    struct Listener {
        let finished: (String) -> Void
        let asks: (String) -> Void
    }

    private let machine: ScriptMachine
    private let context: ScriptContext
    private let setup: WorkerSetup
    private let scripts: TenantScripts
    private let watch: RunWatch
    private let listener: Listener
    private let folder: ModuleFolder?
    private var runtime: JavaScriptCore.Value?
    private var chance = NumberedBytes(seed: "")
    private(set) var timers = Timers()

    /// - Parameter kept: the object behind `global`, which lasts from run to run.
    /// - Throws: `ScriptFault` where our own part of the sandbox does not start, which is a bug of ours.
    init?(
        _ setup: WorkerSetup,
        _ scripts: TenantScripts,
        in machine: ScriptMachine,
        keeping kept: JavaScriptCore.Value?,
        watch: RunWatch,
        listener: Listener
    ) throws {
        guard let context = machine.makeContext() else { return nil }
        self.machine = machine
        self.context = context
        self.setup = setup
        self.scripts = scripts
        self.watch = watch
        self.listener = listener
        folder = setup.modules.map(ModuleFolder.init)
        do {
            let start = try context.evaluate(scripts.runtime)
            runtime = try context.call(start, [host(kept)])
            context.protect(runtime)
        } catch {
            throw ScriptFault(error.value, in: context)
        }
    }

    // MARK: Entries

    /// - Throws: `ScriptFault` when the machine's time limit ended it.
    func run(_ job: String, seed: String) throws {
        chance = NumberedBytes(seed: seed)
        try enter("run", context.make(job))
        try enter("rest")
    }

    func answer(_ text: String) throws {
        try enter("answer", context.make(text))
        try enter("rest")
    }

    func fire(_ timer: Int) throws {
        timers.stop(timer)
        try enter("fire", context.make(Double(timer)))
        try enter("rest")
    }

    private func enter(_ name: String, _ argument: JavaScriptCore.Value? = nil) throws {
        machine.limitTime { [watch] in watch.isOverdue }
        do {
            try context.call(context.property(name, of: runtime), argument.map { [$0] } ?? [])
        } catch {
            throw ScriptFault(error.value, in: context)
        }
    }

    // MARK: The native door

    private func host(_ kept: JavaScriptCore.Value?) -> JavaScriptCore.Value? {
        let host = object(functions, in: context)
        context.set("kept", of: host, to: kept)
        context.set("setup", of: host, to: context.make(setup.sandboxText))
        context.set("mostCharacters", of: host, to: context.make(Double(WorkerSetup.mostCharacters)))
        context.set("hasModules", of: host, to: context.make(folder != nil))
        return host
    }

    private var functions: [(String, HostFunction.Body)] {
        [
            ("more", { [unowned self] _, context in object(rareFunctions, in: context) }),
            ("monotonic", { _, context in context.make(MachineTime.monotonic / .milliseconds(1)) }),
            (
                "randomBytes",
                { [unowned self] arguments, context in
                    context.make(bytes: try chance.next(try self.count(arguments, context)))
                }
            ),
            (
                "startTimer",
                { [unowned self] arguments, context in
                    let asked = try context.number(arguments[1])
                    let delay = asked.isFinite ? min(max(asked, 0), 86_400_000) : 0
                    timers.start(try context.integer(arguments[0]), after: .milliseconds(delay))
                    return context.undefined
                }
            ),
            (
                "stopTimer",
                { [unowned self] arguments, context in
                    timers.stop(try context.integer(arguments[0]))
                    return context.undefined
                }
            ),
            ("builtin", { arguments, context in try Self.builtin(try context.string(arguments[0]), context) }),
            (
                "compile",
                { [unowned self] arguments, context in
                    let index = try context.integer(arguments[0])
                    watch.enters(rule: index)
                    guard scripts.rules.indices.contains(index) else { throw HostRefusal(description: "no such rule") }
                    return try scripts.rules[index].compile(in: context)
                }
            ),
            (
                "enter",
                { [unowned self] arguments, context in
                    watch.enters(rule: try context.integer(arguments[0]))
                    return context.undefined
                }
            ),
            (
                "log",
                { [unowned self] arguments, context in
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
                { [unowned self] arguments, context in
                    listener.asks(try context.string(arguments[0]))
                    return context.undefined
                }
            ),
            (
                "step",
                { [unowned self] arguments, context in
                    watch.keep(step: try context.string(arguments[0]))
                    return context.undefined
                }
            ),
            (
                "finish",
                { [unowned self] arguments, context in
                    listener.finished(watch.report(try context.string(arguments[0])))
                    return context.undefined
                }
            ),
        ]
    }

    /// Made when the first module is required, which most logins never do.
    private var rareFunctions: [(String, HostFunction.Body)] {
        [
            (
                "hash",
                { arguments, context in
                    context.make(
                        bytes: try Cryptography.hash(
                            try context.string(arguments[0]),
                            context.bytes(arguments[1]) ?? []
                        )
                    )
                }
            ),
            (
                "hmac",
                { arguments, context in
                    let key = context.bytes(arguments[1]) ?? []
                    let bytes = context.bytes(arguments[2]) ?? []
                    return context.make(
                        bytes: try Cryptography.hmac(try context.string(arguments[0]), key: key, bytes)
                    )
                }
            ),
            (
                "sign",
                { arguments, context in
                    let bytes = context.bytes(arguments[2]) ?? []
                    let (algorithm, pem) = (try context.string(arguments[0]), try context.string(arguments[1]))
                    return context.make(bytes: try Cryptography.sign(algorithm, pem: pem, bytes))
                }
            ),
            (
                "verify",
                { arguments, context in
                    let (algorithm, pem) = (try context.string(arguments[0]), try context.string(arguments[1]))
                    let (bytes, signature) = (context.bytes(arguments[2]) ?? [], context.bytes(arguments[3]) ?? [])
                    return context.make(
                        try Cryptography.verify(algorithm, pem: pem, bytes, signature: signature)
                    )
                }
            ),
            (
                "kindOfFile",
                { [unowned self] arguments, context in
                    let kind = folder?.kind(of: try context.string(arguments[0]))
                    return kind.map { context.make($0.rawValue) } ?? context.undefined
                }
            ),
            (
                "readFile",
                { [unowned self] arguments, context in
                    let name = try context.string(arguments[0])
                    guard let text = folder?.text(of: name) else {
                        throw HostRefusal(description: "\(name) cannot be read as a module")
                    }
                    return context.make(text)
                }
            ),
            (
                "compileModule",
                { arguments, context in
                    let body = "(function (exports, require, module, __filename, __dirname) {"
                    let text = try context.string(arguments[1])
                    return try context.evaluate(
                        "\(body)\(text)\n})",
                        named: "modules/\(try context.string(arguments[0]))"
                    )
                }
            ),
        ]
    }

    private func object(_ functions: [(String, HostFunction.Body)], in context: ScriptContext) -> JavaScriptCore.Value?
    {
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
