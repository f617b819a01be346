import Rules
import SeedReader
package import TenantModel
import Tokens
import World

/// Seeds read from wherever they are; all of them, or none.
package struct LoadedSeeds: Sendable {
    package let seeds: [TenantSeed]
    /// In the order of the seeds, with the place in the file.
    package let warnings: [String]
    /// What is stored but not acted on, a line each.
    package let notes: [String]

    /// - Throws: `SeedRejected` with the complaints of every seed; `SeedConflict` where two tenants have one name.
    package init(_ configuration: EmulatorConfiguration) throws {
        let now = try configuration.startingInstant ?? MachineTime.now
        let workers = configuration.ruleWorkers
        let reader = SeedReader(
            environment: configuration.environment,
            validatePrivateKey: Self.keyComplaint,
            checkScripts: { Self.scriptComplaints($0, by: workers) }
        )
        var seeds: [TenantSeed] = []
        var (warnings, notes): ([String], [String]) = ([], [])
        var complaints: [Complaint] = []
        for source in configuration.seeds {
            do {
                let read = try Self.read(source, with: reader, now: now)
                seeds.append(read.seed)
                warnings += read.warnings.map(\.description)
                notes += read.notes.map(\.headline)
            } catch {
                complaints += error.complaints
            }
        }
        guard complaints.isEmpty else { throw SeedRejected(complaints: complaints) }
        try Self.checkNames(seeds)
        self.seeds = seeds
        self.warnings = warnings
        self.notes = notes
    }

    private static func read(
        _ source: EmulatorConfiguration.Seed,
        with reader: SeedReader,
        now: Timestamp
    ) throws(SeedRejected) -> ReadSeed {
        switch source {
        case .quickstart: try reader.read(text: QuickstartSeed.text, named: "quickstart.yaml", now: now)
        case .file(let path): try reader.read(path: path, now: now)
        case .text(let text, let name): try reader.read(text: text, named: name, now: now)
        }
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

    private static func checkNames(_ seeds: [TenantSeed]) throws(SeedConflict) {
        var names: Set<String> = []
        for seed in seeds where !names.insert(seed.emulator.name).inserted {
            throw SeedConflict(
                description: "Two seeds are called \"\(seed.emulator.name)\": give one of them another emulator.name"
            )
        }
    }
}

/// Two seeds that cannot be served together.
package struct SeedConflict: Error, CustomStringConvertible {
    package let description: String
}

/// The seed that is built in; `Seeds/quickstart.yaml` of the repository is the same file.
enum QuickstartSeed {
    static let text = String(decoding: PackageResources.quickstart_yaml, as: UTF8.self)
}
