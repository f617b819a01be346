import TenantModel
import World

/// Everything that a worker is told once, at its start: the tenant's scripts, their configuration and their limits.
struct WorkerSetup: Sendable {
    struct Script: Sendable {
        let name: String
        let text: String
    }

    let scripts: [Script]
    /// JSON for the sandbox: rule names, `configuration`, stubs, the tenant's domain.
    let sandboxText: String
    /// The absolute path of the folder of packages; nil if the tenant has none.
    let modules: String?
    let timeout: Duration
    let memoryMegabytes: Int

    /// The most characters of JSON that the user, or the context, may have after the rules.
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

    /// Every name in the scripts, once.
    ///
    /// The sandbox prepares only the globals that one of these names.
    private static func words(of scripts: [Script]) -> [String] {
        let letters = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
        let words = scripts.flatMap { $0.text.utf8.split { !letters($0) }.map { String(Substring($0)) } }
        return Set(words).sorted()
    }
}
