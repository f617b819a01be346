/// A function of ours that JavaScript may call, for as long as anything there refers to it.
///
/// What it throws becomes an `Error` over there.
final class HostFunction {
    typealias Body = (_ arguments: [JavaScriptCore.Value?], _ context: ScriptContext) throws -> JavaScriptCore.Value?

    /// Bodies index up to here without asking how many there are.
    private static let mostArguments = 5
    private let body: Body
    /// Nothing calls once the machine is gone.
    private unowned let machine: ScriptMachine

    init(in machine: ScriptMachine, _ body: @escaping Body) {
        self.machine = machine
        self.body = body
    }

    static let entry: JavaScriptCore.HostCall = { context, function, _, count, arguments, exception in
        guard let context, let data = JavaScriptCore.shared?.privateData(function) else { return nil }
        let function = Unmanaged<HostFunction>.fromOpaque(data).takeUnretainedValue()
        return function.call(in: context, Array(UnsafeBufferPointer(start: arguments, count: count)), exception)
    }

    static let release: JavaScriptCore.Finalizer = { function in
        guard let data = JavaScriptCore.shared?.privateData(function) else { return }
        Unmanaged<HostFunction>.fromOpaque(data).release()
    }

    private func call(
        in raw: JavaScriptCore.Context,
        _ arguments: [JavaScriptCore.Value?],
        _ exception: JavaScriptCore.ExceptionSlot
    ) -> JavaScriptCore.Value? {
        // The caller's own, which may be older than the login of the moment.
        let context = ScriptContext(borrowing: raw, in: machine)
        let missing = max(0, Self.mostArguments - arguments.count)
        do {
            return try body(arguments + Array(repeating: context.undefined, count: missing), context)
        } catch {
            exception?.pointee = (error as? ScriptException)?.value ?? context.makeError("\(error)")
            return context.undefined
        }
    }
}
