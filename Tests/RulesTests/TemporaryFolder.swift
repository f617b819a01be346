#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder that is gone after its test.
struct TemporaryFolder {
    private let root: String

    static func using(_ body: (TemporaryFolder) async throws -> Void) async throws {
        let folder = TemporaryFolder(root: FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString)
        try FileManager.default.createDirectory(atPath: folder.root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        try await body(folder)
    }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    func write(_ text: String, to name: String) throws {
        let directory = path(name).split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/" + directory, withIntermediateDirectories: true)
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    }

    func link(_ name: String, to destination: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: destination)
    }
}
