package import TenantModel

/// Why there is no usable certificate authority, in words that say what to do.
package enum AuthorityError: Error, Hashable, CustomStringConvertible {
    /// Neither `XDG_STATE_HOME` nor `HOME` names a directory.
    case noStateDirectory
    /// The directory or a file in it cannot be made or read; `reason` is the system's own words.
    case inaccessible(path: String, reason: String)
    /// A file is there, but is not what it should be.
    case damaged(path: String, reason: String)
    case expired(path: String, at: Timestamp)
    /// A host that cannot stand in a certificate.
    case unusableHost(String)

    package var description: String {
        switch self {
        case .noStateDirectory:
            "no place for the certificate authority: set XDG_STATE_HOME or HOME to an absolute path"
        case .inaccessible(let path, let reason):
            "cannot use \(path): \(reason)"
        case .damaged(let path, let reason):
            "\(path) is damaged (\(reason)). \(Self.startOver)"
        case .expired(let path, let instant):
            "\(path) expired on \(instant.rfc3339). \(Self.startOver)"
        case .unusableHost(let host):
            "\(host) cannot stand in a certificate: it is neither a DNS name nor an IP address (and takes no port)"
        }
    }

    private static let startOver = """
        Remove ca.pem and ca-key.pem beside it and start again, or run `understudy trust --renew`: a new authority is \
        made, which clients then have to trust in place of the old one (`understudy trust`).
        """
}
