import SeedReader
import Synchronization

/// The files of a seed, and a note of what each of them held.
final class NotedFiles: SeedFiles {
    private let files: any SeedFiles
    private let noted = Mutex<[SeedSource.File]>([])

    init(_ files: any SeedFiles = .disk) { self.files = files }

    func contents(of path: String, limit: Int) throws(SeedFileFault) -> [UInt8] {
        let bytes = try files.contents(of: path, limit: limit)
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
