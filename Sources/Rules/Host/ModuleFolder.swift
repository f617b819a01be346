#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The tenant's own packages, read-only (`emulator.rules.modules`).
///
/// Names are relative and cannot climb out; symbolic links inside are the owner's business, as package managers make them.
struct ModuleFolder {
    enum Kind: String { case file, directory }

    private static let mostBytes = 8 << 20
    let path: String

    private func place(_ name: String) -> String? {
        guard !name.hasPrefix("/"), !name.split(separator: "/").contains(".."), !name.contains("\0") else { return nil }
        return "\(path)/\(name)"
    }

    func kind(of name: String) -> Kind? {
        var status = stat()
        guard let place = place(name), stat(place, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        default: return nil
        }
    }

    /// Nil for what is missing, is not JavaScript or JSON, or holds more than 8 MiB.
    func text(of name: String) -> String? {
        guard [".js", ".cjs", ".json"].contains(where: name.hasSuffix) || !name.contains("."), kind(of: name) == .file,
            let place = place(name)
        else { return nil }
        let descriptor = open(place, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= Self.mostBytes {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes += buffer.prefix(count)
        }
        return nil
    }
}
