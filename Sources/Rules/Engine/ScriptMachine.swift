/// One JavaScript machine: its heap, its time limit, and the contexts that are made in it.
///
/// Belongs to the thread that made it.
final class ScriptMachine {
    let core: JavaScriptCore
    let group: JavaScriptCore.Group
    private let functionClass: JavaScriptCore.Class
    /// Where a call that exceeded its time was, as lines `function@file:line:column`; set by the machine itself.
    private(set) var interruptedAt: String?
    private var isOver: () -> Bool = { false }

    /// Nil where this machine has no JavaScriptCore.
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

    /// A fresh global object: nothing that an earlier one did to its built-ins is seen here.
    func makeContext() -> ScriptContext? { ScriptContext(in: self) }

    func makeFunction(_ function: HostFunction, in context: JavaScriptCore.Context) -> JavaScriptCore.Value? {
        // JavaScript owns it: a rule may keep a function in `global` beyond the context it came from.
        core.makeObject(context, functionClass, Unmanaged.passRetained(function).toOpaque())
    }

    /// Ends what JavaScript does from now on, within some milliseconds of `isOver` becoming true.
    ///
    /// The engine's own limit counts processor time, and a deadline is real: so it is asked often, and the clock decides.
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
            // Measured: the engine asks once for each limit that is set, whatever it is answered.
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
    /// Lone surrogates become U+FFFD.
    func string(_ text: Text?) -> String? {
        guard let text else { return nil }
        return String(
            decoding: UnsafeBufferPointer(start: textCharacters(text), count: textLength(text)),
            as: UTF16.self
        )
    }

    /// To be released by whoever asks.
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
