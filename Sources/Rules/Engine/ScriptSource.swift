/// A script's text as the engine keeps it.
///
/// It is made once, because the engine caches compiled code by this object.
final class ScriptSource {
    let text: JavaScriptCore.Text?
    let name: JavaScriptCore.Text?
    private let core: JavaScriptCore

    /// Makes the engine's copy of a script.
    ///
    /// - Parameter name: the name of the script in stack traces.
    init(_ script: String, named name: String, for core: JavaScriptCore) {
        self.core = core
        text = core.text(script)
        self.name = core.text(name)
    }

    deinit {
        core.releaseText(text)
        core.releaseText(name)
    }
}
