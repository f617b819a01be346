#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Synchronization

/// Checks the file of a store before SQLite opens it.
///
/// A file that is not ours is refused and left as it is.
enum StorePath {
    /// `application_id` of our files: "Unds".
    static let applicationID: Int32 = 0x556E_6473
    private static let headerBytes = 100

    /// The path as SQLite cannot misread it: `:memory:` and `file:…` are names like any other.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return "\(String(cString: folder))/\(path)"
    }

    /// Files that this process has open.
    ///
    /// Closing any descriptor of a file ends every lock that the process has on it (POSIX `fcntl`), so a file that is
    /// in use here must not be looked at a second time.
    private static let claimed = Mutex<Set<FileID>>([])

    fileprivate struct FileID: Hashable, Sendable {
        let device: dev_t
        let file: ino_t
    }

    /// Holds for as long as somebody has it.
    final class Claim: Sendable {
        private let file: FileID

        fileprivate init(_ file: FileID) { self.file = file }

        deinit { StorePath.claimed.withLock { _ = $0.remove(file) } }
    }

    /// Makes the file where there is none, for its owner alone, and claims it for one store of this process.
    ///
    /// - Parameter fill: makes a store of a file of no bytes. It is done beside the path: whoever is killed in the
    ///   middle leaves nothing under it.
    /// - Throws: `StoreFileFault` for what is there and is no store of ours, or cannot be made; what `fill` throws.
    static func prepare(_ path: String, _ fill: (_ path: String) throws -> Void) throws -> Claim {
        try claimed.withLock { claimed in
            if status(path) == nil { try make(path, fill) }
            guard let status = status(path) else { throw StoreFileFault(path, "does not exist") }
            let file = FileID(device: status.st_dev, file: status.st_ino)
            guard !claimed.contains(file) else { throw StoreFileFault(path, Self.inUse) }
            try check(path)
            claimed.insert(file)
            return Claim(file)
        }
    }

    static let inUse = "is in use already; end whoever has it, or name another file"

    private static func make(_ path: String, _ fill: (_ path: String) throws -> Void) throws {
        let making = path + ".making"
        let descriptor = try locked(making, for: path)
        defer { close(descriptor) }
        // Another process may have been here while this one waited.
        guard status(path) == nil else { return }
        defer { for end in ["", "-journal"] { unlink(making + end) } }
        ftruncate(descriptor, 0)
        try fill(making)
        guard link(making, path) == 0 else { throw StoreFileFault(path, "cannot be made: \(reason(errno))") }
    }

    /// Of what the path leads to; a link that leads nowhere is told when it is opened.
    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 || lstat(path, &status) == 0 ? status : nil
    }

    /// The file that becomes the store, held by this process alone; one that a killed process left is taken over.
    private static func locked(_ making: String, for path: String) throws(StoreFileFault) -> Int32 {
        while true {
            let descriptor = open(making, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
                throw StoreFileFault(path, "cannot be made: \(reason(errno))")
            }
            var (held, named) = (stat(), stat())
            // Who had it before may have taken its name away.
            if fstat(descriptor, &held) == 0, stat(making, &named) == 0, held.st_ino == named.st_ino {
                return descriptor
            }
            close(descriptor)
        }
    }

    private static func check(_ path: String) throws(StoreFileFault) {
        let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StoreFileFault(path, "cannot be opened for writing: \(reason(errno))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StoreFileFault(path, "is not a regular file")
        }
        guard status.st_size > 0 else {
            throw StoreFileFault(path, "is empty; remove it, and it is made anew")
        }
        var header = [UInt8](repeating: 0, count: headerBytes)
        guard read(descriptor, &header, headerBytes) == headerBytes,
            header.starts(with: Array("SQLite format 3\0".utf8))
        else { throw StoreFileFault(path, "is not a SQLite database") }
        // SQLite's file format, 1.3: a big-endian number at offset 68.
        let identifier = header[68..<72].reduce(0) { $0 << 8 | Int32($1) }
        guard identifier == applicationID else {
            throw StoreFileFault(path, "is a SQLite database, but not one of Understudy's")
        }
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: "its folder does not exist"
        case EISDIR: "it is a folder; name a file in it"
        case EACCES, EPERM: "permission denied"
        case EROFS: "the file system is read-only"
        default: String(cString: strerror(code))
        }
    }
}
