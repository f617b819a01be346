#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The tenant's own packages, read-only (`emulator.rules.modules`).
///
/// Names are relative and cannot leave the folder. Symbolic links, which package managers make, must end inside it.
struct ModuleFolder {
    enum Kind: String {
        case file, directory
        /// A link that ends outside the folder.
        case outside
    }

    private static let mostBytes = 8 << 20
    /// The folder's path without links; nil if there is no such folder.
    private let root: String?

    init(_ path: String) { root = Self.resolved(path) }

    private enum Place {
        case inside(String)
        case outside
    }

    /// Where that name leads; nil if there is nothing of that name.
    private func place(_ name: String) -> Place? {
        guard let root, !name.hasPrefix("/"), !name.split(separator: "/").contains(".."), !name.contains("\0"),
            let place = Self.resolved("\(root)/\(name)")
        else { return nil }
        let folder = root.hasSuffix("/") ? root : root + "/"
        return place == root || place.hasPrefix(folder) ? .inside(place) : .outside
    }

    func kind(of name: String) -> Kind? {
        switch place(name) {
        case nil: return nil
        case .outside: return .outside
        case .inside(let place):
            var status = stat()
            guard lstat(place, &status) == 0 else { return nil }
            switch status.st_mode & S_IFMT {
            case S_IFREG: return .file
            case S_IFDIR: return .directory
            default: return nil
            }
        }
    }

    /// The text of a file; nil if it is missing, not in the folder, not JavaScript or JSON, or larger than 8 MiB.
    func text(of name: String) -> String? {
        guard [".js", ".cjs", ".json"].contains(where: name.hasSuffix) || !name.contains("."),
            kind(of: name) == .file, case .inside(let place) = place(name)
        else { return nil }
        let descriptor = open(place, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
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

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
