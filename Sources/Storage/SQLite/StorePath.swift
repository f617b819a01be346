#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file of a store, before SQLite is let near it: what is not ours is refused untouched (catalogue CS-05).
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

    /// Makes the file where there is none, for its owner alone.
    ///
    /// - Parameter fill: makes a store of a file of no bytes. It is done beside the path: whoever is killed in the middle
    ///   leaves nothing under it.
    /// - Throws: `StoreFileFault` for what is there and is no store of ours, or cannot be made; what `fill` throws.
    static func prepare(_ path: String, _ fill: (_ path: String) throws -> Void) throws {
        var status = stat()
        guard lstat(path, &status) != 0 else { return try check(path) }
        let making = "\(path).making-\(getpid())"
        defer { for end in ["", "-wal", "-shm", "-journal"] { unlink(making + end) } }
        let made = open(making, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw StoreFileFault(path, "cannot be made: \(reason(errno))") }
        close(made)
        try fill(making)
        // Unlike a rename it never takes the place of what another process has made meanwhile.
        guard link(making, path) == 0 || errno == EEXIST else {
            throw StoreFileFault(path, "cannot be made: \(reason(errno))")
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
