/// An error that JavaScript threw: its message and its place.
struct ScriptFault: Error, CustomStringConvertible {
    let message: String
    /// Counted from 1; nil if the engine does not know.
    let line: Int?
    let column: Int?

    var description: String { message }

    init(_ exception: JavaScriptCore.Value?, in context: ScriptContext) {
        message = (try? context.string(exception)) ?? "an error that cannot be shown"
        func number(_ name: String) -> Int? {
            guard context.isObject(exception) else { return nil }
            return (try? context.number(context.property(name, of: exception))).flatMap { Int(exactly: $0) }
        }
        line = number("line")
        column = number("column")
    }
}
