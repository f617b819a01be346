/// A Swift function that JavaScript may call.
///
/// It lives as long as JavaScript refers to it.
///
/// A Swift error that it throws becomes an `Error` in JavaScript.
final class HostFunction {
    typealias Body = (_ arguments: [JavaScriptCore.Value?], _ context: ScriptContext) throws -> JavaScriptCore.Value?

    /// Arguments are filled up with `undefined` to this number, so that bodies may index them without a check.
    private static let mostArguments = 5
    private let body: Body
    /// Not retained: no function is called after its machine has gone.
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
        // Use the caller's context: a function kept in `global` may belong to an earlier login.
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
