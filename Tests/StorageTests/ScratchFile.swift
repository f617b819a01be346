import Foundation

/// A path in a folder of its own, for one test; the machine clears such folders.
struct ScratchFile {
    let path: String

    init(_ name: String = "state.db") throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "understudy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: name).path
    }
}
