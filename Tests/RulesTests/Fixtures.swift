import TenantModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `Fixtures/Rules` of the repository.
enum Fixtures {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let rules = repository.appending(path: "Fixtures/Rules")

    /// Of the same build as these tests, whose bundle stands beside it.
    static let executable: String = {
        let tests = URL(filePath: CommandLine.arguments[0])
        let beside = tests.deletingLastPathComponent().appending(path: "understudy").path
        return FileManager.default.isExecutableFile(atPath: beside)
            ? beside : repository.appending(path: ".build/debug/understudy").path
    }()

    static func text(_ name: String) throws -> String {
        try String(contentsOf: rules.appending(path: name), encoding: .utf8)
    }

    /// `Fixtures/Keys`.
    static func key(_ name: String) throws -> String {
        try String(contentsOf: repository.appending(path: "Fixtures/Keys/\(name).pem"), encoding: .utf8)
    }

    /// How many files and sockets this process has open.
    static var openDescriptors: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd"))?.count ?? 0
    }

    /// Names of files in that folder, sorted.
    static func names(in folder: String, endingIn ending: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: rules.appending(path: folder).path)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted()
    }

    /// The stubs that the checks of network modules expect.
    static func stubs() throws -> [NetworkStub] {
        let list = try JSONValue(parsing: Array(try text("Modules/stubs.json").utf8)).elements ?? []
        return list.compactMap(\.object).map { written in
            var stub = NetworkStub(url: written["url"]?.text ?? "")
            stub.method = written["method"]?.text
            stub.body = written["body"]
            stub.status = written["status"]?.integer ?? 200
            stub.headers = written["headers"]?.object ?? [:]
            stub.json = written["json"]
            stub.text = written["text"]?.text
            stub.delay = .milliseconds(written["delay_ms"]?.integer ?? 0)
            return stub
        }
    }
}
