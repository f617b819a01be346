/// What JavaScript threw, on its way through us.
///
/// An error of ours is a piece of memory where the engine does not look for its values; so it is told to keep this one.
///
/// `@unchecked Sendable`: every error must be; this one never leaves the thread of its machine.
final class ScriptException: Error, @unchecked Sendable {
    let value: JavaScriptCore.Value?
    private let context: ScriptContext

    init(_ value: JavaScriptCore.Value?, in context: ScriptContext) {
        self.value = value
        self.context = context
        context.hold(value)
    }

    deinit { context.letGo(value) }
}
