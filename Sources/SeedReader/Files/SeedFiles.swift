/// Reads the files that a seed consists of.
package protocol SeedFiles: Sendable {
    /// The content of a regular file; pipes and devices are refused.
    ///
    /// - Parameter limit: the most bytes; a larger file is refused.
    func contents(of path: String, limit: Int) throws(SeedFileFault) -> [UInt8]

    /// The absolute path without symbolic links and `..`.
    func resolved(_ path: String) throws(SeedFileFault) -> String

    /// The absolute path of a folder without symbolic links and `..`.
    func resolvedFolder(_ path: String) throws(SeedFileFault) -> String
}

extension SeedFiles where Self == DiskSeedFiles {
    package static var disk: DiskSeedFiles { DiskSeedFiles() }
}

/// The reason why a file cannot be read, as the end of a sentence that begins with its name.
package struct SeedFileFault: Error, Hashable, Sendable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
}
