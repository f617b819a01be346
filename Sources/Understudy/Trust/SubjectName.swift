import SwiftASN1
import X509

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A host as a certificate names it: clients compare DNS names and IP addresses by different rules (RFC 6125 §6).
enum SubjectName: Hashable, Sendable {
    case dns(String)
    case address([UInt8])

    /// - Throws: `AuthorityError.unusableHost`.
    init(_ host: String) throws(AuthorityError) {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        if let address = Self.address(bare, AF_INET, bytes: 4) ?? Self.address(bare, AF_INET6, bytes: 16) {
            self = .address(address)
        } else {
            let name = host.lowercased()
            guard Self.isDNSName(name) else { throw .unusableHost(host) }
            self = .dns(name)
        }
    }

    var isDNS: Bool {
        if case .dns = self { true } else { false }
    }

    var generalName: GeneralName {
        switch self {
        case .dns(let name): .dnsName(name)
        case .address(let bytes): .ipAddress(ASN1OctetString(contentBytes: ArraySlice(bytes)))
        }
    }

    private static func address(_ text: String, _ family: CInt, bytes count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    /// Labels of letters, digits, `-` and `_`, the first one perhaps `*` (RFC 1034 §3.5; `_` is common in tenant
    /// names).
    private static func isDNSName(_ name: String) -> Bool {
        guard (1...253).contains(name.utf8.count) else { return false }
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.enumerated().allSatisfy { index, label in
            if index == 0, labels.count > 1, label.elementsEqual("*".utf8) { return true }
            return (1...63).contains(label.count)
                && label.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"), UInt8(ascii: "_"):
                        true
                    default: false
                    }
                }
        }
    }
}
