/// The door to the files that a seed is made of.
package protocol SeedFiles: Sendable {
    /// The whole of a regular file; never waits for a pipe or a device.
    ///
    /// - Parameter limit: in bytes; a larger file is refused before any of it is read.
    func contents(of path: String, limit: Int) throws(SeedFileFault) -> [UInt8]

    /// The absolute path with every symbolic link and `..` followed.
    func resolved(_ path: String) throws(SeedFileFault) -> String

    /// The same for what must be a folder.
    func resolvedFolder(_ path: String) throws(SeedFileFault) -> String
}

extension SeedFiles where Self == DiskSeedFiles {
    package static var disk: DiskSeedFiles { DiskSeedFiles() }
}

/// Why a file cannot be read, as the end of a sentence that begins with its name.
package struct SeedFileFault: Error, Hashable, Sendable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
}
