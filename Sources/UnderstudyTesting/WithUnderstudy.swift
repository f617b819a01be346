public import Understudy

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs `body` before an emulator of its own, on free ports, and stops it afterwards.
///
/// Isolated: tests that use it run in parallel. Reproducible: with an instant and an entropy text the same requests get
/// the same bytes, if `domain` or the seed's `emulator.domain` keeps the port out of the issuer.
///
/// - Parameters:
///   - seed: the tenant to play.
///   - instant: RFC 3339; the clock is frozen there. Nil: as the seed says.
///   - entropy: what ids, codes and tokens follow from. Nil: as the seed says.
///   - domain: the first tenant's, where its seed gives none. Nil: `localhost` with the HTTPS port.
/// - Throws: a readable complaint about the seed; what `body` throws.
public func withUnderstudy<Result>(
    _ seed: EmulatorConfiguration.Seed = .quickstart,
    at instant: String? = nil,
    entropy: String? = "test",
    domain: String? = nil,
    _ body: (Emulator, Browser) async throws -> Result
) async throws -> Result {
    try await withUnderstudy([seed], at: instant, entropy: entropy, domain: domain, body)
}

/// The same with several tenants.
public func withUnderstudy<Result>(
    _ seeds: [EmulatorConfiguration.Seed],
    at instant: String? = nil,
    entropy: String? = "test",
    domain: String? = nil,
    _ body: (Emulator, Browser) async throws -> Result
) async throws -> Result {
    var configuration = EmulatorConfiguration(seeds: seeds)
    configuration.clock = instant
    configuration.entropy = entropy
    configuration.domain = domain
    return try await withUnderstudy(configuration, body)
}

/// The same with a configuration of your own: a store that outlives the emulator, ports, an executable for rules.
///
/// With `UNDERSTUDY_TESTING_STORE=file` in the environment what a configuration would keep in memory is kept in a SQLite
/// file of the test's own, thrown away afterwards: a whole suite can be run on the other store.
///
/// - Parameter configuration: without a `stateDirectory` the certificate authority of tests is used, which no browser
///   trusts.
public func withUnderstudy<Result>(
    _ configuration: EmulatorConfiguration,
    _ body: (Emulator, Browser) async throws -> Result
) async throws -> Result {
    var configuration = configuration
    if configuration.stateDirectory == nil {
        configuration.stateDirectory = TestState.directory
        configuration.hasAuthorityPerDomain = true
    }
    let folder = try TestState.folderForStore(of: configuration)
    defer { folder.map(TestState.remove) }
    if let folder { configuration.store = .file("\(folder)/state.db") }
    let emulator = try await Emulator.start(configuration)
    do {
        let browser = try Browser(
            http: emulator.http,
            https: emulator.https,
            caPath: emulator.certificateAuthorityPath,
            hosts: emulator.tenants.map { $0.domain.prefix { $0 != ":" } }.map(String.init)
        )
        let result = try await body(emulator, browser)
        await emulator.stop()
        return result
    } catch {
        await emulator.stop()
        throw error
    }
}

/// The certificate authority of tests: not the one the user's browser trusts.
enum TestState {
    static let directory = "\(temporary)/understudy-test-authority-\(getuid())"

    /// Nil where the configuration says where, or memory will do.
    static func folderForStore(of configuration: EmulatorConfiguration) throws -> String? {
        guard configuration.store == .memory, getenv("UNDERSTUDY_TESTING_STORE").map({ String(cString: $0) }) == "file"
        else { return nil }
        var template = Array("\(temporary)/understudy-store-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw UnderstudyTestingError("no folder for a store can be made in \(temporary)")
        }
        return String(cString: made)
    }

    static func remove(_ folder: String) {
        for file in ["state.db", "state.db-wal", "state.db-shm", "state.db-journal"] { unlink("\(folder)/\(file)") }
        rmdir(folder)
    }

    private static var temporary: String {
        guard let path = getenv("TMPDIR").map({ String(cString: $0) }), path.hasPrefix("/") else { return "/tmp" }
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
