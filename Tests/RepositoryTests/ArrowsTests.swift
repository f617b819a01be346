import Testing

/// The arrows of the map: who may import whom.
///
/// The build alone does not hold them, because it finds modules that a target never declared, as long as some other one
/// did.
@Suite("The map's arrows")
struct ArrowsTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let target: String
        let mayImport: Set<Substring>

        var testDescription: String { target }
    }

    private static let standardLibrary: Set<Substring> = ["Synchronization", "Dispatch"]
    private static let machine: Set<Substring> = ["Glibc", "Musl", "Darwin"]
    private static let foundation: Set<Substring> = ["FoundationEssentials", "Foundation"]
    private static let network: Set<Substring> = [
        "NIOCore", "NIOPosix", "NIOHTTP1", "NIOHTTP2", "NIOTLS", "NIOSSL", "NIOHTTPTypes", "NIOHTTPTypesHTTP1",
        "NIOHTTPTypesHTTP2",
    ]

    static let rows = [
        Row(target: "TenantModel", mayImport: standardLibrary),
        Row(
            target: "World",
            mayImport: machine.union(standardLibrary).union([
                "TenantModel", "Logging", "Crypto", "CAllocator", "CCrypt", "HashTreeCollections",
            ])
        ),
        Row(target: "Tokens", mayImport: standardLibrary.union(["World", "TenantModel", "Crypto", "COpenSSL"])),
        Row(
            target: "Rules",
            mayImport: machine.union(standardLibrary).union(["World", "TenantModel", "COpenSSL"])
        ),
        Row(target: "Flows", mayImport: ["Tokens", "World", "TenantModel", "Logging", "Crypto"]),
        Row(target: "Storage", mayImport: standardLibrary.union(machine).union(["World", "TenantModel", "GRDB"])),
        Row(target: "SeedReader", mayImport: machine.union(["TenantModel", "Yams", "Crypto"])),
        Row(target: "Tenancy", mayImport: ["World", "TenantModel", "Synchronization"]),
        Row(
            target: "HTTPSurface",
            mayImport: standardLibrary.union([
                "Tenancy", "Flows", "Tokens", "World", "TenantModel", "Logging", "Crypto", "Hummingbird", "HTTPTypes",
                "NIOCore", "NIOHTTP1", "Mustache",
            ])
        ),
        Row(
            target: "Understudy",
            mayImport: standardLibrary.union(machine).union(foundation).union(network).union([
                "HTTPSurface", "Storage", "Rules", "SeedReader", "Tenancy", "Flows", "Tokens", "World", "TenantModel",
                "Logging", "Crypto",
                "Hummingbird", "HummingbirdCore", "HTTPTypes", "ServiceLifecycle", "UnixSignals", "X509", "SwiftASN1",
            ])
        ),
        Row(
            target: "UnderstudyTesting",
            mayImport: standardLibrary.union(machine).union(foundation).union(network).union([
                "Understudy", "Crypto", "Testing",
            ])
        ),
        Row(
            target: "UnderstudyCLI",
            mayImport: machine.union(["Dispatch", "Understudy", "ArgumentParser", "Logging"])
        ),
    ]

    @Test("a target imports what its row allows", arguments: rows)
    func arrows(_ row: Row) throws {
        let sources = try SwiftSource.all(in: "Sources/\(row.target)")
        #expect(!sources.isEmpty)
        for source in sources {
            let strangers = source.imports.filter { !row.mayImport.contains($0) }
            #expect(strangers.isEmpty, "\(source.path)")
        }
    }

    @Test("every target has its row")
    func everyTarget() throws {
        #expect(Set(try SwiftSource.all(in: "Sources").map { String($0.target) }) == Set(Self.rows.map(\.target)))
    }
}
