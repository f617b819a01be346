/// What JavaScript threw, on its way through us.
///
/// `@unchecked Sendable`: every error must be; this one never leaves the thread of its machine.
struct ScriptException: Error, @unchecked Sendable {
    let value: JavaScriptCore.Value?
}
