import TenantModel

/// Reads the files that a seed names: scripts and keys in its folder or below.
struct AttachedFiles {
    let files: any SeedFiles
    /// The seed's folder; nil if the seed was given as text.
    let folder: String?

    static let mostBytes = SeedLimits.mostBytesOfAttachedFile

    /// Reads the file that a seed calls `name`.
    func source(of name: String) throws(SeedFileFault) -> SourceText {
        let (name, folder) = try located(name)
        guard !name.hasPrefix("/") else { throw SeedFileFault("is an absolute path; it must lie in the seed's folder") }
        let root = try files.resolved(folder)
        let path = try files.resolved("\(root)/\(name)")
        guard path.hasPrefix(root == "/" ? root : "\(root)/") else {
            throw SeedFileFault("lies outside the seed's folder")
        }
        let bytes = try files.contents(of: path, limit: Self.mostBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw SeedFileFault("is not UTF-8") }
        let shown = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
        return SourceText(file: folder == "." ? shown : "\(folder)/\(shown)", text: text)
    }

    /// The content of a file in the seed's folder; nil if there is none that can be read.
    func beside(_ name: String) -> [UInt8]? {
        guard let folder else { return nil }
        return try? files.contents(of: folder == "." ? name : "\(folder)/\(name)", limit: Self.mostBytes)
    }

    /// The absolute path of the folder that a seed calls `name`.
    ///
    /// It may be anywhere, because folders of packages are often above the seed's folder.
    func folder(of name: String) throws(SeedFileFault) -> String {
        let (name, folder) = try located(name)
        return try files.resolvedFolder(name.hasPrefix("/") ? name : "\(folder)/\(name)")
    }

    /// The name with forward slashes, and the seed's folder.
    private func located(_ name: String) throws(SeedFileFault) -> (name: String, folder: String) {
        guard !name.unicodeScalars.contains("\0") else { throw SeedFileFault("has a NUL in its name") }
        guard !name.contains("://") else { throw SeedFileFault("is a URL; a path in the seed's folder is needed") }
        guard let folder else { throw SeedFileFault("cannot be found, because this seed was given as text") }
        // On Windows the deployment tool writes backslashes.
        return (String(name.map { $0 == "\\" ? "/" : $0 }), folder)
    }
}
