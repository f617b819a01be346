#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The authority's two files.
///
/// A file is either absent or whole, and the first one written stays until somebody asks for another.
struct AuthorityFiles {
    enum File: String {
        case certificate = "ca.pem"
        case key = "ca-key.pem"

        var permissions: mode_t {
            switch self {
            case .certificate: 0o644
            case .key: 0o600
            }
        }
    }

    /// No key or certificate of ours comes near it; whatever does is something else.
    private static let sizeLimit = 64 * 1024

    let directory: String

    func path(_ file: File) -> String { directory + "/" + file.rawValue }

    /// Makes the directory and its missing parents, for the owner alone.
    func makeDirectory() throws(AuthorityError) {
        var end = directory.startIndex
        while end < directory.endIndex {
            end = directory[directory.index(after: end)...].firstIndex(of: "/") ?? directory.endIndex
            let path = String(directory[..<end])
            guard mkdir(path, 0o700) != 0, errno != EEXIST else { continue }
            let reason = errno
            // A parent that exists may still refuse mkdir (a read-only file system): only its absence matters.
            guard access(path, F_OK) == 0 else { throw inaccessible(path, reason) }
        }
    }

    /// What the file holds; `create`s it when absent, unless another process does so first.
    func readOrCreate(_ file: File, _ create: () throws -> String) throws -> String {
        if let text = try read(file) { return text }
        try publish(create(), as: file)
        guard let text = try read(file) else { throw inaccessible(path(file), ENOENT) }
        return text
    }

    /// Writes a file in place of the one that is there; a reader sees the one or the other.
    func replace(_ file: File, with text: String) throws(AuthorityError) {
        try write(text, as: file) { template throws(AuthorityError) in
            guard rename(template, path(file)) == 0 else { throw inaccessible(path(file), errno) }
        }
    }

    func read(_ file: File) throws(AuthorityError) -> String? {
        let path = path(file)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw inaccessible(path, errno)
        }
        defer { close(descriptor) }
        if file == .key { tighten(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.sizeLimit)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                #if canImport(Darwin)
                    Darwin.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
                #elseif canImport(Glibc)
                    Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
                #elseif canImport(Musl)
                    Musl.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
                #endif
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw inaccessible(path, errno) }
            if read == 0 { break }
            count += read
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// A key that was copied here with everybody's permissions gets its owner's back, where we may do so.
    private func tighten(_ descriptor: CInt) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 != 0 else { return }
        _ = fchmod(descriptor, File.key.permissions)
    }

    /// Writes a file of another name and links it: nobody ever sees half of it, and `link` refuses to replace.
    private func publish(_ text: String, as file: File) throws(AuthorityError) {
        try write(text, as: file) { template throws(AuthorityError) in
            guard link(template, path(file)) != 0, errno != EEXIST else { return }
            // Some mounted file systems have no hard links; there two first starts at the same moment may still collide.
            guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno), rename(template, path(file)) == 0
            else {
                throw inaccessible(path(file), errno)
            }
        }
    }

    /// Writes a whole file of another name, and lets `place` give it its own.
    private func write(
        _ text: String,
        as file: File,
        _ place: (_ template: [CChar]) throws(AuthorityError) -> Void
    ) throws(AuthorityError) {
        var template = Array("\(path(file)).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw inaccessible(path(file), errno) }
        defer {
            unlink(template)
            close(descriptor)
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                    Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Glibc)
                    Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw inaccessible(path(file), errno) }
            rest = rest.dropFirst(written)
        }
        guard fchmod(descriptor, file.permissions) == 0, fsync(descriptor) == 0 else {
            throw inaccessible(path(file), errno)
        }
        try place(template)
    }

    private func inaccessible(_ path: String, _ reason: CInt) -> AuthorityError {
        .inaccessible(path: path, reason: String(cString: strerror(reason)))
    }
}
