import TenantModel
import World

/// The JavaScript of one login: a fresh global object, prepared with the tenant's rules before the login comes.
final class Sandbox {
    private let machine: ScriptMachine
    private let context: ScriptContext
    private let watch: RunWatch
    private let door: SandboxDoor
    private var runtime: JavaScriptCore.Value?

    /// The most network answers that are delivered after a login is over.
    ///
    /// Each may start further calls, so there must be a limit.
    private static let mostDeliveries = 1000

    /// The rules have finished, but after their time was over.
    private struct Late: Error {}

    /// Prepares a context.
    ///
    /// - Throws: `ScriptFault` if our own JavaScript does not start, which is a bug of ours.
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

    /// Runs the rules on one login.
    ///
    /// - Throws: if the time was over: `ScriptFault` if the machine's limit ended the call, else `Late`.
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

    /// Delivers the answers of network calls that a finished login has left open: code kept in `global` may wait for
    /// them.
    func settle() throws {
        for _ in 0..<Self.mostDeliveries {
            guard try enter("deliver") == 1 else { return }
        }
    }

    /// Calls a function of the runtime under the time limit.
    ///
    /// - Returns: the number that the function returns; 0 for anything else.
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
