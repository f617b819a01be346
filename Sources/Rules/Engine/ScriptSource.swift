/// A script's text as the engine keeps it: made once, because the engine finds by it what it has compiled.
final class ScriptSource {
    let text: JavaScriptCore.Text?
    let name: JavaScriptCore.Text?
    private let core: JavaScriptCore

    /// - Parameter name: what stack traces call the script.
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
