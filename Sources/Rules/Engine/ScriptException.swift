/// A value that JavaScript threw, as a Swift error.
///
/// It holds the value, because the garbage collector does not find values in the Swift heap.
///
/// `@unchecked Sendable`: Swift requires it of errors; this one never leaves the thread of its machine.
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
