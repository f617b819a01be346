import SwiftASN1
import X509

/// The names that an authority may vouch for (name constraints, RFC 5280 §4.2.1.10): this machine's own, and the domains
/// of tenants.
package struct AuthorityScope: Hashable, Sendable {
    /// `localhost` and every name below it, `127.0.0.0/8` and `::1`.
    package static let thisMachine = AuthorityScope(
        domains: ["localhost"],
        ranges: [
            [127, 0, 0, 0, 255, 0, 0, 0],
            [UInt8](repeating: 0, count: 15) + [1] + [UInt8](repeating: 255, count: 16),
        ]
    )

    /// Each with every name below it.
    private var domains: [String]
    /// An address and its mask, in bytes.
    private var ranges: [[UInt8]]

    private init(domains: [String], ranges: [[UInt8]]) {
        self.domains = domains
        self.ranges = ranges
    }

    /// Nil where the certificate has no limits, as those of earlier versions.
    init?(of certificate: Certificate) throws {
        guard let constraints = try certificate.extensions.nameConstraints else { return nil }
        domains = Array(constraints.permittedDNSDomains)
        ranges = constraints.permittedIPRanges.map { Array($0.bytes) }
    }

    /// The names as text, for people.
    package var description: String {
        let others =
            domains.filter { $0 != "localhost" }
            + ranges.filter { !Self.thisMachine.ranges.contains($0) }.map {
                Array($0.prefix($0.count / 2)).map(String.init).joined(separator: $0.count == 8 ? "." : ":")
            }
        return (["localhost", "the loopback addresses"] + others).joined(separator: ", ")
            + ", and every name below these"
    }

    var constraints: NameConstraints {
        NameConstraints(
            permittedDNSDomains: domains,
            permittedIPRanges: ranges.map { ASN1OctetString(contentBytes: ArraySlice($0)) }
        )
    }

    /// The same and these.
    func union(_ other: AuthorityScope) -> AuthorityScope {
        var union = self
        union.domains += other.domains.filter { !domains.contains($0) }
        union.ranges += other.ranges.filter { !ranges.contains($0) }
        return union
    }

    func including(_ name: SubjectName) -> AuthorityScope {
        guard !permits(name) else { return self }
        var scope = self
        switch name {
        case .dns(let name): scope.domains.append(Self.withoutWildcard(name))
        case .address(let bytes):
            scope.ranges.append(bytes + [UInt8](repeating: 255, count: bytes.count))
        }
        return scope
    }

    func permits(_ name: SubjectName) -> Bool {
        switch name {
        case .dns(let name):
            let name = Self.withoutWildcard(name)
            return domains.contains { name == $0 || name.hasSuffix("." + $0) }
        case .address(let bytes):
            return ranges.contains { range in
                range.count == 2 * bytes.count
                    && bytes.indices.allSatisfy { bytes[$0] & range[bytes.count + $0] == range[$0] }
            }
        }
    }

    private static func withoutWildcard(_ name: String) -> String {
        name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
    }
}
