#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The files of this machine.
package struct DiskSeedFiles: SeedFiles {
    package func contents(of path: String, limit: Int) throws(SeedFileFault) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe waits for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.lastFault() }
        defer { close(descriptor) }

        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.lastFault() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SeedFileFault("is not a regular file") }
        guard status.st_size <= limit else {
            throw SeedFileFault("is larger than \(limit / 1_048_576) MiB")
        }
        return try Self.read(descriptor, expecting: Int(status.st_size), limit: limit)
    }

    package func resolved(_ path: String) throws(SeedFileFault) -> String {
        guard let real = realpath(path, nil) else { throw Self.lastFault() }
        defer { free(real) }
        return String(cString: real)
    }

    package func resolvedFolder(_ path: String) throws(SeedFileFault) -> String {
        let real = try resolved(path)
        var status = stat()
        guard stat(real, &status) == 0 else { throw Self.lastFault() }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw SeedFileFault("is not a folder") }
        return real
    }

    private static func read(
        _ descriptor: Int32,
        expecting size: Int,
        limit: Int
    ) throws(SeedFileFault) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                guard errno == EINTR else { throw lastFault() }
                continue
            }
            bytes += buffer[..<count]
            // Check again, because a file may grow while it is read.
            guard bytes.count <= limit else { throw SeedFileFault("is larger than \(limit / 1_048_576) MiB") }
        }
    }

    private static func lastFault() -> SeedFileFault {
        switch errno {
        case ENOENT, ENOTDIR: SeedFileFault("does not exist")
        case EACCES, EPERM: SeedFileFault("may not be read")
        case ENXIO: SeedFileFault("is not a regular file")
        case let code: SeedFileFault("cannot be read: \(String(cString: strerror(code)))")
        }
    }
}

/// The system call `read`; `DiskSeedFiles` has a function of that name.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
