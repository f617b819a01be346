/// A JavaScript context: one global object, and the calls to create values, read them and run code in it.
///
/// A value lives as long as JavaScript or the native stack refers to it. Use `protect` or `hold` to keep it longer.
final class ScriptContext {
    private let machine: ScriptMachine
    private let core: JavaScriptCore
    private let raw: JavaScriptCore.Context
    private let isOwned: Bool
    private var protected: [JavaScriptCore.Value?] = []

    init?(in machine: ScriptMachine) {
        guard let raw = machine.core.makeContext(machine.group, nil) else { return nil }
        self.machine = machine
        core = machine.core
        self.raw = raw
        isOwned = true
    }

    /// Wraps the context in which JavaScript is just running; use it only during that call.
    init(borrowing raw: JavaScriptCore.Context, in machine: ScriptMachine) {
        self.machine = machine
        core = machine.core
        self.raw = raw
        isOwned = false
    }

    deinit {
        // A value that stays protected would keep the whole context in memory.
        for value in protected { core.unprotect(raw, value) }
        if isOwned { core.releaseContext(raw) }
    }

    // MARK: Creating values

    var undefined: JavaScriptCore.Value? { core.makeUndefined(raw) }
    var null: JavaScriptCore.Value? { core.makeNull(raw) }
    func make(_ value: Bool) -> JavaScriptCore.Value? { core.makeBool(raw, value) }
    func make(_ value: Double) -> JavaScriptCore.Value? { core.makeNumber(raw, value) }
    func make(_ value: String) -> JavaScriptCore.Value? { core.withText(value) { core.makeString(raw, $0) } }

    func make(bytes: [UInt8]) -> JavaScriptCore.Value? {
        let array = core.makeTypedArray(raw, JavaScriptCore.uint8Array, bytes.count, nil)
        if let start = core.typedArrayBytes(raw, array, nil) { start.copyMemory(from: bytes, byteCount: bytes.count) }
        return array
    }

    func makeError(_ message: String) -> JavaScriptCore.Value? {
        var argument = make(message)
        return core.makeError(raw, 1, &argument, nil)
    }

    /// An object without a prototype, so that a setter that a rule has put on `Object.prototype` does not see its
    /// values.
    func makeObject() -> JavaScriptCore.Value? {
        let object = core.makeObject(raw, nil, nil)
        core.setPrototype(raw, object, null)
        return object
    }

    func makeFunction(_ body: @escaping HostFunction.Body) -> JavaScriptCore.Value? {
        machine.makeFunction(HostFunction(in: machine, body), in: raw)
    }

    // MARK: Reading values

    func string(_ value: JavaScriptCore.Value?) throws(ScriptException) -> String {
        var exception: JavaScriptCore.Value?
        let text = core.toText(raw, value, &exception)
        if let exception { throw ScriptException(exception, in: self) }
        defer { text.map(core.releaseText) }
        return core.string(text) ?? ""
    }

    func number(_ value: JavaScriptCore.Value?) throws(ScriptException) -> Double {
        var exception: JavaScriptCore.Value?
        let number = core.toNumber(raw, value, &exception)
        if let exception { throw ScriptException(exception, in: self) }
        return number
    }

    /// The value as a whole number; 0 if it is none.
    func integer(_ value: JavaScriptCore.Value?) throws(ScriptException) -> Int {
        Int(exactly: try number(value)) ?? 0
    }

    /// The bytes of a `Uint8Array`; nil for anything else.
    func bytes(_ value: JavaScriptCore.Value?) -> [UInt8]? {
        guard core.typedArrayKind(raw, value, nil) == JavaScriptCore.uint8Array else { return nil }
        let count = core.typedArrayLength(raw, value, nil)
        // The pointer is the start of the buffer, not of the view: add the view's offset.
        guard count > 0, let start = core.typedArrayBytes(raw, value, nil) else { return [] }
        let offset = core.typedArrayOffset(raw, value, nil)
        return Array(UnsafeRawBufferPointer(start: start + offset, count: count))
    }

    func property(_ name: String, of object: JavaScriptCore.Value?) -> JavaScriptCore.Value? {
        core.withText(name) { core.getProperty(raw, object, $0, nil) }
    }

    func set(_ name: String, of object: JavaScriptCore.Value?, to value: JavaScriptCore.Value?) {
        core.withText(name) { core.setProperty(raw, object, $0, value, 0, nil) }
    }

    func isObject(_ value: JavaScriptCore.Value?) -> Bool { value.map { core.isObject(raw, $0) } ?? false }

    func isFunction(_ value: JavaScriptCore.Value?) -> Bool { isObject(value) && core.isFunction(raw, value) }

    // MARK: Running

    /// Evaluates a script.
    ///
    /// - Parameter name: the name of the script in stack traces.
    @discardableResult
    func evaluate(_ script: String, named name: String) throws(ScriptException) -> JavaScriptCore.Value? {
        try evaluate(ScriptSource(script, named: name, for: core))
    }

    @discardableResult
    func evaluate(_ source: ScriptSource) throws(ScriptException) -> JavaScriptCore.Value? {
        var exception: JavaScriptCore.Value?
        let result = core.evaluate(raw, source.text, nil, source.name, 1, &exception)
        if let exception { throw ScriptException(exception, in: self) }
        return result
    }

    @discardableResult
    func call(
        _ function: JavaScriptCore.Value?,
        _ arguments: [JavaScriptCore.Value?] = []
    ) throws(ScriptException) -> JavaScriptCore.Value? {
        var exception: JavaScriptCore.Value?
        let result = core.call(raw, function, nil, arguments.count, arguments, &exception)
        if let exception { throw ScriptException(exception, in: self) }
        return result
    }

    /// Keeps a value until `letGo`: the garbage collector finds values on the stack, but not in the Swift heap.
    func hold(_ value: JavaScriptCore.Value?) { core.protect(raw, value) }

    func letGo(_ value: JavaScriptCore.Value?) { core.unprotect(raw, value) }

    /// Keeps a value as long as this context lives.
    func protect(_ value: JavaScriptCore.Value?) {
        core.protect(raw, value)
        protected.append(value)
    }

    func collectGarbage() { core.collectGarbage(raw) }
}
