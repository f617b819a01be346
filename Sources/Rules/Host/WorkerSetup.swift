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
}
