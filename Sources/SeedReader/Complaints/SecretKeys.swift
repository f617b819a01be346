/// Decides which parts of a seed are never shown in a complaint.
enum SecretKeys {
    /// True if the value at `path` is a secret or part of one.
    static func cover(_ path: SeedPath) -> Bool {
        let names = path.names
        if names.contains(where: isSecret) { return true }
        // Here the key itself does not tell: `rulesConfigs[0].value`, and any name in `emulator.keywords`.
        return names.starts(with: ["rulesConfigs"])
            || names.starts(with: ["emulator", "keywords"])
    }

    static func isSecret(_ key: String) -> Bool {
        if key.hasSuffix("Key") { return true }
        let key = key.lowercased()
        return ["secret", "password", "token", "private_key", "masterkey"].contains(where: key.contains)
    }

    /// True if a line of the file may have a secret.
    static func mayStand(in line: String) -> Bool {
        let folded = line.lowercased()
        return ["secret", "password", "token", "key", "-----", "value"].contains(where: folded.contains)
    }
}
