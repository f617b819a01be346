import Rules
import SeedReader
import Storage
import TenantModel
import Tokens
import World

/// Reads seeds with everything that a complaint may need: the machine's files, its keys, an engine for scripts.
struct SeedDesk: Sendable {
    private let files: any SeedFiles
    private let reader: SeedReader
    private let keptReader: SeedReader
    private let strangersReader: SeedReader

    init(_ configuration: EmulatorConfiguration, files: any SeedFiles = .disk) {
        let workers = configuration.ruleWorkers
        self.files = files
        reader = SeedReader(
            files: files,
            environment: configuration.environment,
            validatePrivateKey: Self.keyComplaint,
            checkScripts: { Self.scriptComplaints($0, by: workers) }
        )
        keptReader = SeedReader(files: files)
        strangersReader = SeedReader(
            files: files,
            validatePrivateKey: Self.keyComplaint,
            checkScripts: { Self.scriptComplaints($0, by: workers) }
        )
    }

    func read(_ source: EmulatorConfiguration.Seed, now: Timestamp) throws(SeedRejected) -> ReadSeed {
        let overlays = source.overlays
        return switch source.plain {
        case .file(let path): try reader.read(path: path, overlays: overlays, now: now)
        case .text(let text, let name): try reader.read(text: text, named: name, overlays: overlays, now: now)
        case .quickstart, .overlaid:
            try reader.read(text: QuickstartSeed.text, named: "quickstart.yaml", overlays: overlays, now: now)
        }
    }

    /// What we wrote ourselves: nothing in it needs to be looked at twice.
    func keptSeed(_ tenant: KeptTenant, in store: String) throws(SeedRejected) -> TenantSeed {
        try keptSeed(tenant.seed, named: "\(store): \(tenant.name)")
    }

    /// - Throws: what keeps a text from being read back; looked at before it is kept, not after.
    func keptSeed(_ text: String, named name: String) throws(SeedRejected) -> TenantSeed {
        // Its only path is absolute: that of the folder of packages.
        try keptReader.read(text: text, named: name, folder: "/", now: MachineTime.now).seed
    }

    /// For texts of strangers: they get no file and nothing of the environment.
    func readText(_ text: String, named name: String, now: Timestamp) throws(SeedRejected) -> ReadSeed {
        try strangersReader.read(text: text, named: name, now: now)
    }

    /// What a store keeps of a tenant beside its rows.
    static func text(keeping seed: TenantSeed) -> String {
        SeedWriter.document(of: seed.withoutPeople).serializedText
    }

    /// Of a seed that is no file: its text, and what stands for its path.
    func text(of source: EmulatorConfiguration.Seed) -> (path: String, bytes: [UInt8])? {
        switch source.plain {
        case .file: nil
        case .text(let text, let name): ("\(name) (given as text)", Array(text.utf8))
        case .quickstart, .overlaid: (QuickstartSeed.path, Array(QuickstartSeed.text.utf8))
        }
    }

    func path(of source: EmulatorConfiguration.Seed) -> String? {
        guard case .file(let path) = source.plain else { return nil }
        return try? files.resolved(path)
    }

    /// Absolute; nil where one of them is gone.
    func overlayPaths(of source: EmulatorConfiguration.Seed) -> [String]? {
        let paths = source.overlays.map { try? files.resolved($0) }
        return paths.contains(nil) ? nil : paths.compactMap { $0 }
    }

    /// Nil for a file that is gone, and for one whose meaning hangs on the environment.
    func bytes(of path: String) -> [UInt8]? {
        guard let bytes = try? files.contents(of: path, limit: SeedReader.mostBytes) else { return nil }
        return SeedReader.mayAskTheEnvironment(String(decoding: bytes, as: UTF8.self)) ? nil : bytes
    }

    private static func keyComplaint(_ pem: String) -> String? {
        do {
            _ = try RSAPrivateKey(pem: pem)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Without an engine nobody can tell; the first login then says what is missing.
    private static func scriptComplaints(_ rules: [Rule], by workers: WorkerHost) -> [SeedReader.ScriptComplaint] {
        (ScriptCheck.faults(in: rules, by: workers) ?? []).map { fault in
            .init(rule: fault.rule, line: fault.line ?? 1, column: fault.column ?? 1, message: fault.message)
        }
    }
}
