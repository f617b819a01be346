/// The files a seed names: scripts and keys, in its own folder or below (case SE-10).
struct AttachedFiles {
    let files: any SeedFiles
    /// Nil where the seed came as text.
    let folder: String?

    static let mostBytes = 1_048_576

    /// The text of the file that a seed calls `name`.
    func text(of name: String) throws(SeedFileFault) -> String {
        guard !name.unicodeScalars.contains("\0") else { throw SeedFileFault("has a NUL in its name") }
        guard !name.contains("://") else { throw SeedFileFault("is a URL; a path in the seed's folder is needed") }
        // The deployment tool writes Windows paths on Windows.
        let name = String(name.map { $0 == "\\" ? "/" : $0 })
        guard !name.hasPrefix("/") else { throw SeedFileFault("is an absolute path; it must lie in the seed's folder") }
        guard let folder else { throw SeedFileFault("cannot be found, because this seed was given as text") }

        let root = try files.resolved(folder)
        let path = try files.resolved("\(root)/\(name)")
        guard path.hasPrefix(root == "/" ? root : "\(root)/") else {
            throw SeedFileFault("lies outside the seed's folder")
        }
        let bytes = try files.contents(of: path, limit: Self.mostBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw SeedFileFault("is not UTF-8") }
        return text
    }
}
