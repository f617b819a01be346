import SeedReader
import TenantModel
import Testing
import World

/// The tenant of `Fixtures/Seeds/tests.yaml` as requests read it, without any I/O beyond that file.
enum TestDirectory {
    static let noon = Timestamp(rfc3339: "2016-05-04T12:00:00Z") ?? .earliest

    static func of(strict: Bool = false) throws -> TenantDirectory {
        TenantDirectory(seed: try seed(strict: strict), domain: "tenant.localhost")
    }

    static func seed(strict: Bool = false) throws -> TenantSeed {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
            separator: "/"
        )
        var seed = try SeedReader(environment: [:]) { _ in nil }.read(
            path: "\(folder)/Fixtures/Seeds/tests.yaml",
            now: noon
        ).seed
        seed.emulator.isStrict = strict
        return seed
    }

    static func client(_ name: String) throws -> Client {
        try #require(try of().clients.first { $0.name == name })
    }
}
