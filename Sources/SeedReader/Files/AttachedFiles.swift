import TenantModel

/// The files a seed names: scripts and keys, in its own folder or below (case SE-10).
struct AttachedFiles {
    let files: any SeedFiles
    /// Nil where the seed came as text.
    let folder: String?

    static let mostBytes = SeedLimits.mostBytesOfAttachedFile

    /// The file that a seed calls `name`, under the name that complaints about its content give it.
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

    /// What a file of that name in the seed's own folder holds; nil where there is none that can be read.
    func beside(_ name: String) -> [UInt8]? {
        guard let folder else { return nil }
        return try? files.contents(of: folder == "." ? name : "\(folder)/\(name)", limit: Self.mostBytes)
    }

    /// The absolute path of the folder that a seed calls `name`.
    ///
    /// It may lie anywhere: packages are often above the seed, or the machine's own.
    func folder(of name: String) throws(SeedFileFault) -> String {
        let (name, folder) = try located(name)
        return try files.resolvedFolder(name.hasPrefix("/") ? name : "\(folder)/\(name)")
    }

    /// The name with slashes as they are here, and the seed's folder.
    private func located(_ name: String) throws(SeedFileFault) -> (name: String, folder: String) {
        guard !name.unicodeScalars.contains("\0") else { throw SeedFileFault("has a NUL in its name") }
        guard !name.contains("://") else { throw SeedFileFault("is a URL; a path in the seed's folder is needed") }
        guard let folder else { throw SeedFileFault("cannot be found, because this seed was given as text") }
        // The deployment tool writes Windows paths on Windows.
        return (String(name.map { $0 == "\\" ? "/" : $0 }), folder)
    }
}
