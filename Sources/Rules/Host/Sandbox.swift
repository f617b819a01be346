import TenantModel
import World

/// One login's JavaScript: a fresh global object with the tenant's rules compiled, waiting for a user.
final class Sandbox {
    private let machine: ScriptMachine
    private let context: ScriptContext
    private let watch: RunWatch
    private let door: SandboxDoor
    private var runtime: JavaScriptCore.Value?

    /// What the network owes to `global` when a login is over; what comes of that, and of that again, has an end.
    private static let mostDeliveries = 1000

    /// The login came to its end, and its time was over.
    private struct Late: Error {}

    /// - Throws: `ScriptFault` where our own part of the sandbox does not start, which is a bug of ours.
    init?(_ scripts: TenantScripts, in machine: ScriptMachine, behind door: SandboxDoor, watch: RunWatch) throws {
        guard let context = machine.makeContext() else { return nil }
        self.machine = machine
        self.context = context
        self.watch = watch
        self.door = door
        door.opens()
        do {
            let start = try context.evaluate(scripts.runtime)
            runtime = try context.call(start, [door.host(in: context)])
            context.protect(runtime)
        } catch {
            throw ScriptFault(error.value, in: context)
        }
    }

    // MARK: Entries

    /// - Throws: where the time was over: `ScriptFault` when the machine's own limit ended it.
    func run(_ job: String, seed: String) throws {
        door.begins(seed: seed)
        try enter("run", context.make(job))
        try enter("rest")
    }

    func answer(_ text: String) throws {
        try enter("answer", context.make(text))
        try enter("rest")
    }

    func fire(_ timer: Int) throws {
        door.timers.stop(timer)
        try enter("fire", context.make(Double(timer)))
        try enter("rest")
    }

    /// The login has its answer: what it began with the network, and kept, is brought to an end.
    func settle() throws {
        for _ in 0..<Self.mostDeliveries {
            guard try enter("deliver") == 1 else { return }
        }
    }

    /// - Returns: the number that the function returns, 0 for anything else.
    @discardableResult
    private func enter(_ name: String, _ argument: JavaScriptCore.Value? = nil) throws -> Int {
        machine.limitTime { [watch] in watch.isOverdue }
        do {
            let function = context.property(name, of: runtime)
            let result = try context.integer(try context.call(function, argument.map { [$0] } ?? []))
            guard !door.isLate else { throw Late() }
            return result
        } catch let exception as ScriptException {
            throw ScriptFault(exception.value, in: context)
        }
    }
}
