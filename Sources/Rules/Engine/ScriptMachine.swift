/// One JavaScript machine: a heap, a time limit, and the contexts that are made in it.
///
/// Use it only on the thread that created it.
final class ScriptMachine {
    let core: JavaScriptCore
    let group: JavaScriptCore.Group
    private let functionClass: JavaScriptCore.Class
    /// The stack of a call that was ended by `limitTime`, as lines `function@file:line:column`; nil if none was.
    private(set) var interruptedAt: String?
    private var isOver: () -> Bool = { false }

    /// Returns nil if this computer has no JavaScriptCore.
    init?() {
        guard let core = JavaScriptCore.shared, let group = core.makeGroup() else { return nil }
        self.core = core
        self.group = group
        var definition = JavaScriptCore.ClassDefinition()
        definition.callAsFunction = HostFunction.entry
        definition.finalize = HostFunction.release
        guard let functionClass = core.makeClass(&definition) else { return nil }
        self.functionClass = functionClass
    }

    deinit {
        core.releaseClass(functionClass)
        core.releaseGroup(group)
    }

    /// Makes a context with a fresh global object, whose built-ins no earlier script has changed.
    func makeContext() -> ScriptContext? { ScriptContext(in: self) }

    func makeFunction(_ function: HostFunction, in context: JavaScriptCore.Context) -> JavaScriptCore.Value? {
        // JavaScript owns the function: a rule may keep it in `global` longer than its context lives.
        core.makeObject(context, functionClass, Unmanaged.passRetained(function).toOpaque())
    }

    /// Ends calls of JavaScript within some milliseconds of `isOver` becoming true.
    ///
    /// The engine's own limit counts processor time, but a deadline is real time. So the engine's limit is short, and
    /// each time it is reached `isOver` decides.
    func limitTime(_ isOver: @escaping () -> Bool) {
        interruptedAt = nil
        self.isOver = isOver
        lookLater()
    }

    private func lookLater() {
        core.setTimeLimit(
            group,
            Self.secondsBetweenLooks,
            { context, machine in
                guard let machine else { return true }
                return Unmanaged<ScriptMachine>.fromOpaque(machine).takeUnretainedValue().mustStop(context)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    private static let secondsBetweenLooks = 0.02

    private func mustStop(_ context: JavaScriptCore.Context?) -> Bool {
        guard isOver() else {
            // Set the limit again: measured, the engine asks only once for each limit that is set.
            lookLater()
            return false
        }
        let trace = core.backtrace(context, 8)
        defer { trace.map(core.releaseText) }
        interruptedAt = core.string(trace) ?? ""
        return true
    }
}

extension JavaScriptCore {
    /// The text as a Swift string; lone surrogates become U+FFFD.
    func string(_ text: Text?) -> String? {
        guard let text else { return nil }
        return String(
            decoding: UnsafeBufferPointer(start: textCharacters(text), count: textLength(text)),
            as: UTF16.self
        )
    }

    /// Makes a text, which the caller has to release.
    func text(_ string: String) -> Text? {
        let units = Array(string.utf16)
        return makeText(units, units.count)
    }

    func withText<Result>(_ string: String, _ body: (Text?) -> Result) -> Result {
        let text = text(string)
        defer { releaseText(text) }
        return body(text)
    }
}
