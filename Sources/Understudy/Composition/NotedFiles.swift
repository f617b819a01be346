import SeedReader
import Synchronization

/// The files of a seed, and a note of what each of them held.
final class NotedFiles: SeedFiles {
    private static let large = 1_048_576

    private let files: any SeedFiles
    private let onProgress: @Sendable (String) -> Void
    private let noted = Mutex<[SeedSource.File]>([])

    /// - Parameter onProgress: told of a file so large that what follows takes a while.
    init(_ files: any SeedFiles = .disk, onProgress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.files = files
        self.onProgress = onProgress
    }

    func contents(of path: String, limit: Int) throws(SeedFileFault) -> [UInt8] {
        let bytes = try files.contents(of: path, limit: limit)
        if bytes.count >= Self.large { onProgress("Reading \(path) (\(bytes.count / Self.large) MiB) …") }
        let file = SeedSource.File(path: (try? files.resolved(path)) ?? path, hash: SeedSource.hash(bytes))
        noted.withLock { if !$0.contains(file) { $0.append(file) } }
        return bytes
    }

    func resolved(_ path: String) throws(SeedFileFault) -> String { try files.resolved(path) }

    func resolvedFolder(_ path: String) throws(SeedFileFault) -> String { try files.resolvedFolder(path) }

    /// Since the last time, in the order of reading.
    func takeNotes() -> [SeedSource.File] {
        noted.withLock { noted in
            defer { noted = [] }
            return noted
        }
    }
}
