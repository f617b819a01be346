import TenantModel
import World

/// Everything a worker is told once: a tenant's scripts, what they may know, and how far they may go.
struct WorkerSetup: Sendable {
    struct Script: Sendable {
        let name: String
        let text: String
    }

    let scripts: [Script]
    /// What the sandbox itself sees: rule names, `configuration`, stubs, the tenant's domain.
    let sandboxText: String
    /// Absolute; nil where the tenant names no folder.
    let modules: String?
    let timeout: Duration
    let memoryMegabytes: Int

    /// The most characters of JSON in which rules may leave a user, or a context.
    static let mostCharacters = 1 << 18

    init(
        scripts: [Script],
        configuration: JSONObject,
        stubs: [JSONObject],
        domain: String,
        modules: String?,
        timeout: Duration,
        memoryMegabytes: Int
    ) {
        self.scripts = scripts
        let sandbox: JSONObject = [
            "rules": .array(scripts.map { ["name": .string($0.name)] }), "configuration": .object(configuration),
            "stubs": .array(stubs.map(JSONValue.object)), "domain": .string(domain),
            "words": .array(Self.words(of: scripts).map(JSONValue.string)),
        ]
        sandboxText = sandbox.serializedText
        self.modules = modules
        self.timeout = timeout
        self.memoryMegabytes = memoryMegabytes
    }

    /// Every name that stands in a script, once: what the sandbox need not prepare, it need not make for each login.
    private static func words(of scripts: [Script]) -> [String] {
        let letters = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
        let words = scripts.flatMap { $0.text.utf8.split { !letters($0) }.map { String(Substring($0)) } }
        return Set(words).sorted()
    }

    // MARK: Over the wire

    var frame: Frame {
        let document: JSONObject = [
            "scripts": .array(scripts.map { ["name": .string($0.name), "text": .string($0.text)] }),
            "sandbox": .string(sandboxText), "modules": modules.map(JSONValue.string) ?? .null,
            "timeout_ms": .integer(timeout.milliseconds), "memory_mb": .integer(memoryMegabytes),
        ]
        return Frame(.setup, document.serializedText)
    }

    init?(_ frame: Frame) {
        guard frame.kind == .setup, let document = try? JSONValue(parsing: frame.payload).object,
            let scripts = document["scripts"]?.elements, let sandbox = document["sandbox"]?.text,
            let timeout = document["timeout_ms"]?.integer, let memory = document["memory_mb"]?.integer
        else { return nil }
        self.scripts = scripts.compactMap { script in
            guard let name = script.object?["name"]?.text, let text = script.object?["text"]?.text else { return nil }
            return Script(name: name, text: text)
        }
        sandboxText = sandbox
        modules = document["modules"]?.text
        self.timeout = .milliseconds(timeout)
        memoryMegabytes = memory
    }
}

extension Duration {
    var milliseconds: Int { Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000) }
}
