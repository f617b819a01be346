import TenantModel
import Testing
import Understudy
import UnderstudyTesting

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The tenant of `Fixtures/Seeds/tests.yaml`, at noon of 4 May 2016, with its browser.
enum TestTenant {
    @TaskLocal static var scheme = "https"
    static var origin: String { "\(scheme)://tenant.localhost" }
    static let issuer = "https://tenant.localhost/"
    static let noon = 1_462_363_200

    /// Where the tenant and the standard disagree.
    enum Position: String, CaseIterable, CustomTestStringConvertible {
        case tenant, strict

        var testDescription: String { self == .tenant ? "the tenant's position" : "the standard's position" }
    }

    static func with<Result>(
        _ position: Position = .tenant,
        entropy: String? = "test",
        _ body: (Emulator, Browser) async throws -> Result
    ) async throws -> Result {
        let seed = try seed(position)
        return try await Turnstile.emulators.pass { try await withUnderstudy(seed, entropy: entropy, body) }
    }

    /// The same tenant with another seed text, or of another era: a modern one names its logout in discovery.
    static func with<Result>(
        era: Era,
        edit: (String) -> String = { $0 },
        _ body: (Emulator, Browser) async throws -> Result
    ) async throws -> Result {
        let logout = "tenant:\n  oidc_logout: { rp_logout_end_session_endpoint_discovery: true }\n"
        let seed = try seed { text in
            let text = edit(text)
            guard era != .legacy else { return text }
            return text.replacing("era: legacy", with: "era: \(era)").replacing("tenant:\n", with: logout)
        }
        return try await Turnstile.emulators.pass { try await withUnderstudy(seed, entropy: "test", body) }
    }

    static func seed(_ position: Position = .tenant, _ edit: (String) -> String = { $0 }) throws
        -> EmulatorConfiguration.Seed
    {
        let text = edit(try String(contentsOf: file, encoding: .utf8))
        switch position {
        case .tenant: return .text(text, name: "tests.yaml")
        case .strict:
            let strict = text.replacing("strict: false", with: "strict: true")
            try #require(strict != text)
            return .text(strict, name: "tests.yaml")
        }
    }

    private static var file: URL { seedFile("tests.yaml") }

    /// Of `Fixtures/Seeds`.
    static func seedFile(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/Seeds/\(name)")
    }
}
