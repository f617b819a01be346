#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Transcript {
    /// Compares with `Fixtures/Golden/<path>`, byte for byte.
    ///
    /// The folder is looked for from the caller's file upward. With `UNDERSTUDY_RECORD_GOLDEN=1` in the environment the
    /// transcript is written there instead.
    ///
    /// - Throws: `GoldenMismatch`, which shows the first lines that differ; what the file system throws.
    public func matchesGolden(_ path: String, filePath: String = #filePath) throws {
        let file = try Self.goldenFolder(above: filePath).appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["UNDERSTUDY_RECORD_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            return try Data(description.utf8).write(to: file, options: .atomic)
        }
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw GoldenMismatch(path: path, difference: "there is no such file")
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard golden.utf8.elementsEqual(description.utf8) else {
            throw GoldenMismatch(path: path, difference: GoldenMismatch.difference(of: description, to: golden))
        }
    }

    private static func goldenFolder(above path: String) throws -> URL {
        var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("Fixtures/Golden")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        throw GoldenMismatch(path: "", difference: "no folder Fixtures/Golden above \(path)")
    }
}
