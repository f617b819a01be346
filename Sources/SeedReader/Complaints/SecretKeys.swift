/// Which parts of a seed are never repeated in a message (seed format F1).
enum SecretKeys {
    /// Whether what stands at `path`, or below it, is a secret.
    static func cover(_ path: SeedPath) -> Bool {
        let names = path.names
        if names.contains(where: isSecret) { return true }
        // Values whose own key is harmless: `rulesConfigs[0].value`, anything of `emulator.keywords`.
        return names.starts(with: ["rulesConfigs"])
            || names.starts(with: ["emulator", "keywords"])
    }

    static func isSecret(_ key: String) -> Bool {
        if key.hasSuffix("Key") { return true }
        let key = key.lowercased()
        return ["secret", "password", "token", "private_key", "masterkey"].contains(where: key.contains)
    }

    /// Whether a line of the file might hold a secret, whatever the complaint about it says.
    static func mayStand(in line: String) -> Bool {
        let folded = line.lowercased()
        return ["secret", "password", "token", "key", "-----", "value"].contains(where: folded.contains)
    }
}
