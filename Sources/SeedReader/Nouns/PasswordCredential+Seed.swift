import TenantModel

extension PasswordCredential {
    /// The keys of `custom_password_hash`: the current form, and that of 2019, in which `hash` is the text itself.
    static let customHashKeys = KeyTable([
        .key("algorithm", .choice(algorithms)).required,
        .key(
            "hash",
            .either(
                .text,
                or: .map(
                    KeyTable([
                        .key("value", .text).required, .key("encoding", .text), .key("digest", .text),
                        .key("key", .data),
                    ])
                )
            )
        ).required,
        .key("encoding", .text), .key("salt_prefix", .text), .key("salt_suffix", .text),
        .key("salt", .map(KeyTable(["value", "encoding", "position"].map { .key($0, .text) }))),
        .key("password", .map(KeyTable([.key("encoding", .text)]))),
        .key("keylen", .integer(1...1024, unit: "bytes")), .key("cost", .integer(1...1 << 30, unit: "rounds")),
        .key("blockSize", .integer(1...1024, unit: "blocks")),
        .key("parallelization", .integer(1...1024, unit: "lanes")),
    ])

    private static let algorithms = [
        "argon2", "bcrypt", "hmac", "ldap", "md4", "md5", "sha1", "sha256", "sha512", "pbkdf2", "scrypt",
    ]

    /// Reads the user's password; nil if there is none, or after a complaint.
    static func read(_ fields: Fields, _ connection: Connection, _ findings: Findings) -> PasswordCredential? {
        let given = ["password", "password_hash", "custom_password_hash"].filter(fields.has)
        guard let key = given.first else { return nil }
        func refuse(_ code: Complaint.Code, _ message: String) -> PasswordCredential? {
            findings.report(code, message, at: fields.position(of: key), fields.path + key)
            return nil
        }
        guard given.count == 1 else {
            return refuse(.conflict, "\(fields.label) has \(given.joined(separator: " and ")); one is enough")
        }
        guard connection.strategy.kind == .database else {
            let strategy = connection.strategy.rawValue
            return refuse(
                .conflict,
                "\(key) on a user of \"\(connection.name)\" (\(strategy)), who logs in without one"
            )
        }
        switch key {
        case "password":
            guard let password = fields.text("password") else { return nil }
            guard !password.isEmpty else { return refuse(.badValue, "password is empty (0 characters)") }
            return .plain(password)
        case "password_hash":
            guard let hash = fields.text("password_hash") else { return nil }
            guard isBcrypt(hash, versions: ["a", "b"]) else {
                return refuse(
                    .badValue,
                    "password_hash (\(hash.count) characters) is not bcrypt: $2a$ or $2b$, two digits and 53 characters"
                )
            }
            return .bcrypt(hash)
        default:
            guard let custom = fields.fields(key) else { return nil }
            return read(custom: custom, of: fields.label, refuse: refuse)
        }
    }

    private static func read(
        custom: Fields,
        of user: String,
        refuse: (Complaint.Code, String) -> PasswordCredential?
    ) -> PasswordCredential? {
        guard let algorithm = custom.text("algorithm"), algorithms.contains(algorithm) else { return nil }
        guard algorithm == "bcrypt" else {
            // Refuse it now: otherwise every login of this user would fail without a visible reason.
            return refuse(
                .notSupported,
                "the password of \(user) is hashed with \(algorithm); only bcrypt can be checked"
            )
        }
        let isSalted = ["salt", "salt_prefix", "salt_suffix"].contains(where: custom.has)
        let encoding = custom.fields("password")?.text("encoding") ?? "utf8"
        guard !isSalted, encoding == "utf8" || encoding == "ascii" else {
            return refuse(
                .notSupported,
                "the password of \(user) has a salt or an encoding of its own; only plain bcrypt can be checked"
            )
        }
        guard let hash = custom.text("hash") ?? custom.fields("hash")?.text("value") else { return nil }
        guard isBcrypt(hash, versions: ["a", "b", "y"]) else {
            return refuse(
                .badValue,
                "the hash of \(user) (\(hash.count) characters) is not bcrypt with a cost of \(costs.lowerBound) to \(costs.upperBound)"
            )
        }
        // $2y$ is PHP's name for what everybody else calls $2b$.
        return .bcrypt(hash.hasPrefix("$2y$") ? "$2b$" + hash.dropFirst(4) : hash)
    }

    /// The allowed costs.
    ///
    /// Each step doubles the time of a login: about a second at 14, days at 31.
    private static let costs = 4...14

    /// True for `$2b$10$` and 53 characters of bcrypt's base64; `versions` are the allowed letters after `$2`.
    private static func isBcrypt(_ hash: String, versions: [String]) -> Bool {
        let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].isEmpty, versions.contains(where: { parts[1] == "2\($0)" }),
            parts[2].utf8.count == 2, let cost = Int(parts[2]), costs.contains(cost)
        else { return false }
        return parts[3].utf8.count == 53
            && parts[3].utf8.allSatisfy { $0.isLetterOrDigit || "./".utf8.contains($0) }
    }
}
