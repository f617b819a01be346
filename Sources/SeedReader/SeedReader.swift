package import TenantModel

/// Reads a seed: YAML or JSON to the nouns of a tenant, completed and cross-checked, or every complaint about it.
///
/// This folder knows the keys of a seed (`Nouns`, one file for each noun with its key table), how they may be misspelt
/// (`Keys`), how YAML becomes a tree that keeps what was written and where (`YAML`), what can be said about scripts
/// before they run (`Scripts`), and how to say what is wrong (`Complaints`). The seed format's document is its
/// specification.
package struct SeedReader: Sendable {
    /// Larger files are refused before any of them is read (case SE-11).
    package static let mostBytes = 16 * 1_048_576

    private let files: any SeedFiles
    private let environment: [String: String]
    let validatePrivateKey: @Sendable (String) -> String?
    let checkScripts: @Sendable ([Rule]) -> [ScriptComplaint]

    /// - Parameters:
    ///   - files: where seeds, scripts and keys are.
    ///   - environment: what `emulator.keywords_from_env` may name, and nothing else is looked at.
    ///   - validatePrivateKey: a complaint about a PEM text, as the end of a sentence that begins with the key
    ///     ("has 1024 bits, 2048 are needed"); nil where it is an RSA private key to sign with. Called only for
    ///     texts whose armour is that of a private key.
    ///   - checkScripts: what an engine has against the scripts of these rules. Called once for each seed that has
    ///     rules, with all of them, disabled ones included; complains about no others.
    package init(
        files: any SeedFiles = .disk,
        environment: [String: String] = [:],
        validatePrivateKey: @escaping @Sendable (String) -> String? = { _ in nil },
        checkScripts: @escaping @Sendable ([Rule]) -> [ScriptComplaint] = { _ in [] }
    ) {
        self.files = files
        self.environment = environment
        self.validatePrivateKey = validatePrivateKey
        self.checkScripts = checkScripts
    }

    /// Reads a seed's file; scripts and keys are looked for in its folder.
    ///
    /// - Parameter now: the instant that times default to where the seed sets no clock.
    /// - Throws: every complaint, warnings included, where at least one is an error; nothing is half loaded.
    package func read(path: String, now: Timestamp) throws(SeedRejected) -> ReadSeed {
        let bytes: [UInt8]
        do {
            bytes = try files.contents(of: path, limit: Self.mostBytes)
        } catch {
            throw Self.unreadable(path, "the file \(error.reason)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.unreadable(path, "the file is not UTF-8 text")
        }
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        return try read(text: text, named: path, folder: folder, now: now)
    }

    /// Reads a seed given as text.
    ///
    /// - Parameters:
    ///   - name: what complaints call the file; its base name is also the tenant's where the seed gives none.
    ///   - folder: where scripts and keys are looked for; nil: nowhere, a path in the seed is an error.
    ///   - now: the instant that times default to where the seed sets no clock.
    /// - Throws: every complaint, warnings included, where at least one is an error; nothing is half loaded.
    package func read(
        text: String,
        named name: String,
        folder: String? = nil,
        now: Timestamp
    ) throws(SeedRejected) -> ReadSeed {
        guard text.utf8.count <= Self.mostBytes else {
            throw Self.unreadable(name, "the seed is larger than \(Self.mostBytes / 1_048_576) MiB")
        }
        // A byte-order mark is no character of the first line.
        let unmarked = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let findings = Findings(source: SourceText(file: name, text: unmarked))
        let seed = read(findings, AttachedFiles(files: files, folder: folder), now)
        guard let seed, !findings.hasErrors else {
            throw SeedRejected(complaints: findings.complaints.filter { $0.severity != .note })
        }
        let complaints = findings.complaints.sorted()
        return ReadSeed(
            seed: seed,
            warnings: complaints.filter { $0.severity == .warning },
            notes: complaints.filter { $0.severity == .note }
        )
    }

    private static func unreadable(_ file: String, _ message: String) -> SeedRejected {
        SeedRejected(complaints: [
            Complaint(
                file: file,
                line: 1,
                column: 1,
                severity: .error,
                code: .unreadable,
                message: message,
                keyPath: "",
                suggestion: nil,
                sourceLine: nil
            )
        ])
    }

    // MARK: The file as a whole

    private func read(_ findings: Findings, _ attached: AttachedFiles, _ now: Timestamp) -> TenantSeed? {
        guard let written = SeedDocument.read(findings) else {
            if !findings.hasErrors { Self.reportEmpty(at: .start, findings) }
            return nil
        }
        guard let entries = written.entries, !entries.isEmpty else {
            if written.isNull || written.entries?.isEmpty == true {
                Self.reportEmpty(at: written.position, findings)
            } else {
                let message = "a seed is a map (version, clients, users, …), found \(written.kind)"
                findings.report(.wrongType, message, at: written.position, .root)
            }
            return nil
        }
        findings.dialect = Self.dialect(of: written, entries)
        let keywords = Keywords(emulator: written["emulator"], environment: environment)
        let root = Fields(node: keywords.replaced(in: written, at: .root, findings), path: .root)
        ShapeCheck(findings: findings).check(root.node, against: RootKeys.table)
        Self.refuseUnsupported(root, findings)
        return tenant(root, keywords, findings, attached, now)
    }

    private static func reportEmpty(at position: SeedPosition, _ findings: Findings) {
        let smallest = "{ version: 1, users: [{ email: me@example.com, password: secret }] }"
        findings.report(.syntax, "the file is empty; the smallest seed is \(smallest)", at: position, .root)
    }

    /// Only a file whose every root key belongs to the deployment tool is read leniently (seed format E8), and one that
    /// asks for it: what came from such a file may be written down as a seed of ours (`emulator.lenient`).
    private static func dialect(of root: SeedNode, _ entries: [SeedNode.Entry]) -> Dialect {
        let isOurs = entries.contains { RootKeys.marksOfOurs.contains($0.key) }
        return isOurs && root["emulator"]?["lenient"]?.flag != true ? .ownSeed : .deployTool
    }

    /// Keys that would load another tenant than the one written, if they were passed over.
    private static func refuseUnsupported(_ root: Fields, _ findings: Findings) {
        for key in ["extends", "usersFrom"] where root.has(key) {
            let message = "\(key) is not supported yet; write its content into this file"
            findings.report(.notSupported, message, at: root.position(of: key), root.path + key)
        }
    }
}
