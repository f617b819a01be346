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

    /// Makes the file where there is none, for its owner alone.
    ///
    /// - Returns: whether it is new.
    /// - Throws: `StoreFileFault` for what is there and is no store of ours, or cannot be made.
    static func prepare(_ path: String) throws(StoreFileFault) -> Bool {
        let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if made >= 0 {
            close(made)
            return true
        }
        guard errno == EEXIST else { throw StoreFileFault(path, "cannot be made: \(reason(errno))") }
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
        return false
    }

    static func remove(_ path: String) { unlink(path) }

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
