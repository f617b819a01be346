/// A function of ours that JavaScript may call.
///
/// What it throws becomes an `Error` over there.
final class HostFunction {
    typealias Body = (_ arguments: [JavaScriptCore.Value?], _ context: ScriptContext) throws -> JavaScriptCore.Value?

    /// Bodies index up to here without asking how many there are.
    private static let mostArguments = 4
    private let body: Body
    private weak var context: ScriptContext?

    init(in context: ScriptContext, _ body: @escaping Body) {
        self.context = context
        self.body = body
    }

    static let entry: JavaScriptCore.HostCall = { _, function, _, count, arguments, exception in
        guard let data = JavaScriptCore.shared?.privateData(function) else { return nil }
        let function = Unmanaged<HostFunction>.fromOpaque(data).takeUnretainedValue()
        return function.call(Array(UnsafeBufferPointer(start: arguments, count: count)), exception)
    }

    static let release: JavaScriptCore.Finalizer = { function in
        guard let data = JavaScriptCore.shared?.privateData(function) else { return }
        Unmanaged<HostFunction>.fromOpaque(data).release()
    }

    private func call(
        _ arguments: [JavaScriptCore.Value?],
        _ exception: JavaScriptCore.ExceptionSlot
    ) -> JavaScriptCore.Value? {
        // Kept by a rule beyond its own login: there is nobody left to ask.
        guard let context else { return nil }
        let missing = max(0, Self.mostArguments - arguments.count)
        do {
            return try body(arguments + Array(repeating: context.undefined, count: missing), context)
        } catch {
            exception?.pointee = (error as? ScriptException)?.value ?? context.makeError("\(error)")
            return context.undefined
        }
    }
}
