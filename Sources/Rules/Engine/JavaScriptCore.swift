#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// JavaScriptCore's C API, loaded when a tenant first has scripts.
///
/// If it were linked in the usual way, every process would load it, which costs 32 MB, and a machine without the
/// library could not serve even tenants without rules.
///
/// `@unchecked Sendable`: it has only addresses of functions, which never change. Calls are not safe from several
/// threads; each `ScriptMachine` stays on one thread.
struct JavaScriptCore: @unchecked Sendable {
    typealias Group = OpaquePointer
    typealias Context = OpaquePointer
    typealias Value = OpaquePointer
    typealias Text = OpaquePointer
    typealias Class = OpaquePointer
    typealias ExceptionSlot = UnsafeMutablePointer<OpaquePointer?>?
    typealias Arguments = UnsafePointer<OpaquePointer?>?
    typealias HostCall = @convention(c) (Context?, Value?, Value?, Int, Arguments, ExceptionSlot) -> Value?
    typealias Finalizer = @convention(c) (Value?) -> Void
    typealias TimeLimitCallback = @convention(c) (Context?, UnsafeMutableRawPointer?) -> Bool

    let makeGroup: @convention(c) () -> Group?
    let releaseGroup: @convention(c) (Group?) -> Void
    let makeContext: @convention(c) (Group?, Class?) -> Context?
    let releaseContext: @convention(c) (Context?) -> Void
    let globalObject: @convention(c) (Context?) -> Value?
    let setTimeLimit: @convention(c) (Group?, Double, TimeLimitCallback?, UnsafeMutableRawPointer?) -> Void
    let backtrace: @convention(c) (Context?, UInt32) -> Text?
    let evaluate: @convention(c) (Context?, Text?, Value?, Text?, Int32, ExceptionSlot) -> Value?
    let collectGarbage: @convention(c) (Context?) -> Void

    let makeText: @convention(c) (UnsafePointer<UInt16>?, Int) -> Text?
    let textLength: @convention(c) (Text?) -> Int
    let textCharacters: @convention(c) (Text?) -> UnsafePointer<UInt16>?
    let releaseText: @convention(c) (Text?) -> Void

    let makeUndefined: @convention(c) (Context?) -> Value?
    let makeNull: @convention(c) (Context?) -> Value?
    let makeBool: @convention(c) (Context?, Bool) -> Value?
    let makeNumber: @convention(c) (Context?, Double) -> Value?
    let makeString: @convention(c) (Context?, Text?) -> Value?
    let makeError: @convention(c) (Context?, Int, Arguments, ExceptionSlot) -> Value?
    let isObject: @convention(c) (Context?, Value?) -> Bool
    let isFunction: @convention(c) (Context?, Value?) -> Bool
    let toNumber: @convention(c) (Context?, Value?, ExceptionSlot) -> Double
    let toText: @convention(c) (Context?, Value?, ExceptionSlot) -> Text?
    let protect: @convention(c) (Context?, Value?) -> Void
    let unprotect: @convention(c) (Context?, Value?) -> Void

    /// Takes a `ClassDefinition`.
    let makeClass: @convention(c) (UnsafeRawPointer?) -> Class?
    let releaseClass: @convention(c) (Class?) -> Void
    let makeObject: @convention(c) (Context?, Class?, UnsafeMutableRawPointer?) -> Value?
    let setPrototype: @convention(c) (Context?, Value?, Value?) -> Void
    let privateData: @convention(c) (Value?) -> UnsafeMutableRawPointer?
    let getProperty: @convention(c) (Context?, Value?, Text?, ExceptionSlot) -> Value?
    let setProperty: @convention(c) (Context?, Value?, Text?, Value?, UInt32, ExceptionSlot) -> Void
    let call: @convention(c) (Context?, Value?, Value?, Int, Arguments, ExceptionSlot) -> Value?

    let typedArrayKind: @convention(c) (Context?, Value?, ExceptionSlot) -> UInt32
    let makeTypedArray: @convention(c) (Context?, UInt32, Int, ExceptionSlot) -> Value?
    let typedArrayBytes: @convention(c) (Context?, Value?, ExceptionSlot) -> UnsafeMutableRawPointer?
    let typedArrayLength: @convention(c) (Context?, Value?, ExceptionSlot) -> Int
    let typedArrayOffset: @convention(c) (Context?, Value?, ExceptionSlot) -> Int

    static let uint8Array: UInt32 = 3

    /// `JSClassDefinition`, field by field.
    struct ClassDefinition {
        var version: Int32 = 0
        var attributes: UInt32 = 0
        var className: UnsafePointer<CChar>?
        var parentClass: Class?
        var staticValues: UnsafeRawPointer?
        var staticFunctions: UnsafeRawPointer?
        var initialize: UnsafeRawPointer?
        var finalize: Finalizer?
        var hasProperty: UnsafeRawPointer?
        var getProperty: UnsafeRawPointer?
        var setProperty: UnsafeRawPointer?
        var deleteProperty: UnsafeRawPointer?
        var getPropertyNames: UnsafeRawPointer?
        var callAsFunction: HostCall?
        var callAsConstructor: UnsafeRawPointer?
        var hasInstance: UnsafeRawPointer?
        var convertToType: UnsafeRawPointer?
    }

    /// The library, loaded once per process; nil if the machine has none.
    static let shared: JavaScriptCore? = names.lazy.compactMap { dlopen($0, RTLD_NOW | RTLD_LOCAL) }.first
        .flatMap(JavaScriptCore.init)

    private static let names = [
        "libjavascriptcoregtk-4.1.so.0", "libjavascriptcoregtk-6.0.so.1", "libjavascriptcoregtk-4.0.so.18",
        "/System/Library/Frameworks/JavaScriptCore.framework/JavaScriptCore",
    ]

    /// Returns nil if a function is missing, as in another library of that name.
    private init?(_ library: UnsafeMutableRawPointer) {
        do {
            func find<Function>(_ name: String) throws(MissingSymbol) -> Function {
                guard let address = dlsym(library, name) else { throw MissingSymbol() }
                return unsafeBitCast(address, to: Function.self)
            }
            makeGroup = try find("JSContextGroupCreate")
            releaseGroup = try find("JSContextGroupRelease")
            makeContext = try find("JSGlobalContextCreateInGroup")
            releaseContext = try find("JSGlobalContextRelease")
            globalObject = try find("JSContextGetGlobalObject")
            setTimeLimit = try find("JSContextGroupSetExecutionTimeLimit")
            backtrace = try find("JSContextCreateBacktrace")
            evaluate = try find("JSEvaluateScript")
            collectGarbage = try find("JSGarbageCollect")
            makeText = try find("JSStringCreateWithCharacters")
            textLength = try find("JSStringGetLength")
            textCharacters = try find("JSStringGetCharactersPtr")
            releaseText = try find("JSStringRelease")
            makeUndefined = try find("JSValueMakeUndefined")
            makeNull = try find("JSValueMakeNull")
            makeBool = try find("JSValueMakeBoolean")
            makeNumber = try find("JSValueMakeNumber")
            makeString = try find("JSValueMakeString")
            makeError = try find("JSObjectMakeError")
            isObject = try find("JSValueIsObject")
            isFunction = try find("JSObjectIsFunction")
            toNumber = try find("JSValueToNumber")
            toText = try find("JSValueToStringCopy")
            protect = try find("JSValueProtect")
            unprotect = try find("JSValueUnprotect")
            makeClass = try find("JSClassCreate")
            releaseClass = try find("JSClassRelease")
            makeObject = try find("JSObjectMake")
            setPrototype = try find("JSObjectSetPrototype")
            privateData = try find("JSObjectGetPrivate")
            getProperty = try find("JSObjectGetProperty")
            setProperty = try find("JSObjectSetProperty")
            call = try find("JSObjectCallAsFunction")
            typedArrayKind = try find("JSValueGetTypedArrayType")
            makeTypedArray = try find("JSObjectMakeTypedArray")
            typedArrayBytes = try find("JSObjectGetTypedArrayBytesPtr")
            typedArrayLength = try find("JSObjectGetTypedArrayByteLength")
            typedArrayOffset = try find("JSObjectGetTypedArrayByteOffset")
        } catch {
            return nil
        }
    }

    private struct MissingSymbol: Error {}
}
