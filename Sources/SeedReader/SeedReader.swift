package import TenantModel

/// Reads a seed, in YAML or JSON: the result is a complete and checked tenant, or every complaint about the seed.
///
/// `Nouns` has the keys of a seed, one file for each noun; `Keys` the checks of keys and values, and the hints on
/// misspelt ones; `YAML` turns a text into a tree that keeps what was written and where; `Overlays` adds overlays;
/// `Scripts` examines scripts without running them; `Complaints` says what is wrong; `Writing` is the way back.
/// `Seeds/kitchen-sink.yaml` shows every key.
package struct SeedReader: Sendable {
    /// The most bytes of a seed's file; larger files are refused unread.
    package static let mostBytes = SeedLimits.mostBytes

    private let files: any SeedFiles
    private let environment: [String: String]
    let validatePrivateKey: @Sendable (String) -> String?
    let checkScripts: @Sendable ([Rule]) -> [ScriptComplaint]

    /// - Parameters:
    ///   - files: reads seeds, scripts and keys.
    ///   - environment: the variables that keywords may use: those that `emulator.keywords_from_env` names, and any in
    ///     the deployment tool's files.
    ///   - validatePrivateKey: returns a complaint about a PEM text, as the end of a sentence that begins with the key
    ///     ("has 1024 bits, 2048 are needed"); nil for an RSA private key that can sign. It is called only for texts
    ///     that begin and end like a private key.
    ///   - checkScripts: returns the complaints of a JavaScript engine about the scripts of these rules. It is called
    ///     at most once for a seed, with all its rules, disabled ones included.
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

    /// Reads a seed's file; paths of scripts and keys in it are relative to its folder.
    ///
    /// - Parameters:
    ///   - overlays: paths of overlays, or of the deployment tool's configuration.
    ///   - now: the default of times, if the seed sets no clock.
    /// - Throws: all errors and warnings, if there is at least one error.
    package func read(path: String, overlays: [String] = [], now: Timestamp) throws(SeedRejected) -> ReadSeed {
        let text = try contents(of: path)
        return try read(text: text, named: path, folder: Self.folder(of: path), overlays: overlays, now: now)
    }

    /// Reads a seed given as text.
    ///
    /// - Parameters:
    ///   - name: what complaints call the file; its base name is the tenant's name if the seed gives none.
    ///   - folder: the folder of scripts and keys; with nil a path in the seed is an error.
    ///   - overlays: paths of overlays, or of the deployment tool's configuration.
    ///   - now: the default of times, if the seed sets no clock.
    /// - Throws: all errors and warnings, if there is at least one error.
    package func read(
        text: String,
        named name: String,
        folder: String? = nil,
        overlays: [String] = [],
        now: Timestamp
    ) throws(SeedRejected) -> ReadSeed {
        guard text.utf8.count <= Self.mostBytes else {
            throw Self.unreadable(name, "the seed is larger than \(Self.mostBytes / 1_048_576) MiB")
        }
        let findings = Findings(sources: [SourceText(file: name, text: text.withoutByteOrderMark)])
        var attached = [AttachedFiles(files: files, folder: folder)]
        for path in overlays {
            let text = try contents(of: path)
            findings.sources.append(SourceText(file: path, text: text.withoutByteOrderMark))
            attached.append(AttachedFiles(files: files, folder: Self.folder(of: path)))
        }
        let seed = read(findings, attached, now)
        guard let seed, !findings.hasErrors else {
            let omitted = findings.omitted.filter { $0.key != .note }.values.reduce(0, +)
            throw SeedRejected(complaints: findings.complaints.filter { $0.severity != .note }, omitted: omitted)
        }
        let complaints = findings.complaints.sorted()
        return ReadSeed(
            seed: seed,
            warnings: complaints.filter { $0.severity == .warning },
            notes: complaints.filter { $0.severity == .note },
            omitted: findings.omitted
        )
    }

    private func contents(of path: String) throws(SeedRejected) -> String {
        let bytes: [UInt8]
        do {
            bytes = try files.contents(of: path, limit: Self.mostBytes)
        } catch {
            throw Self.unreadable(path, "the file \(error.reason)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.unreadable(path, "the file is not UTF-8 text")
        }
        return text
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
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

    /// True if the meaning of a seed or script may depend on the environment.
    package static func mayAskTheEnvironment(_ text: String) -> Bool {
        text.contains("keywords_from_env") || KeywordMarker.stand(in: text)
    }

    // MARK: The file as a whole

    private func read(_ findings: Findings, _ attached: [AttachedFiles], _ now: Timestamp) -> TenantSeed? {
        var given = GivenKeywords(environment: environment)
        given.mapping = DeployToolConfiguration.mapping(beside: attached[0], environment, findings)
        var overlays: [Overlay] = []
        for file in findings.sources.indices.dropFirst() {
            guard let overlay = Overlay(file, findings, environment) else { continue }
            given.add(overlay)
            overlays.append(overlay)
        }
        given.resolveMapping()
        let document = SeedDocument.read(0, findings, given)
        guard let written = document.root else {
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
        findings.dialect = Dialect(of: written)
        let root = Fields(node: overlays.reduce(written) { $1.added(to: $0) }, path: .root)
        UnresolvedKeywords(findings: findings).report(in: root.node, RootKeys.table)
        ShapeCheck(findings: findings).check(root.node, against: RootKeys.table)
        Self.refuseUnsupported(root, findings)
        return tenant(root, document.keywords, findings, attached, now)
    }

    private static func reportEmpty(at position: SeedPosition, _ findings: Findings) {
        let smallest = "{ version: 1, users: [{ email: me@example.com, password: secret }] }"
        findings.report(.syntax, "the file is empty; the smallest seed is \(smallest)", at: position, .root)
    }

    /// Refuses keys that are not supported and that must not be ignored, because the tenant would then be another one.
    private static func refuseUnsupported(_ root: Fields, _ findings: Findings) {
        for key in ["extends", "usersFrom"] where root.has(key) {
            let message = "\(key) is not supported yet; write its content into this file"
            findings.report(.notSupported, message, at: root.position(of: key), root.path + key)
        }
    }
}

extension String {
    /// The text without a byte-order mark, which must not count as a character of the first line.
    fileprivate var withoutByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
    }
}
