package import SeedReader
package import TenantModel
import Tokens
import World

/// Seeds read from wherever they are; all of them, or none.
package struct LoadedSeeds: Sendable {
    package let seeds: [TenantSeed]
    /// Warnings and notes, in the order of the seeds.
    package let remarks: [Complaint]

    /// - Throws: `SeedRejected` with the complaints of every seed; `SeedConflict` where two tenants have one name.
    package init(_ configuration: EmulatorConfiguration) throws {
        let now = try configuration.startingInstant ?? MachineTime.now
        let reader = SeedReader(environment: configuration.environment, validatePrivateKey: Self.keyComplaint)
        var seeds: [TenantSeed] = []
        var remarks: [Complaint] = []
        var complaints: [Complaint] = []
        for source in configuration.seeds {
            do {
                let read = try Self.read(source, with: reader, now: now)
                seeds.append(read.seed)
                remarks += read.warnings + read.notes
            } catch {
                complaints += error.complaints
            }
        }
        guard complaints.isEmpty else { throw SeedRejected(complaints: complaints) }
        try Self.checkNames(seeds)
        self.seeds = seeds
        self.remarks = remarks
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
