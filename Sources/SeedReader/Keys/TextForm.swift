import TenantModel

/// A check of the text of a single value.
struct TextForm: Sendable {
    struct Fault: Sendable {
        var severity = Complaint.Severity.error
        /// The end of a sentence that begins with the key.
        let reason: String
        var suggestion: String?
        /// True for an entry of a list that no request can match; the deployment tool's files may have it.
        var isDead = false
        /// True if our own seeds may have it, too.
        var isDeadForGood = false
    }

    let fault: @Sendable (String) -> Fault?

    /// Any text, also an empty one.
    static let any = TextForm { _ in nil }

    static let nonEmpty = TextForm { $0.isEmpty ? Fault(reason: "is empty") : nil }

    static let name = TextForm { text in
        guard !text.isEmpty else { return Fault(reason: "is empty") }
        return text.contains(where: { $0 == "<" || $0 == ">" }) ? Fault(reason: "may not contain < or >") : nil
    }

    /// A name that can be used in paths, host names and command lines.
    static let word = TextForm { text in
        let isWord = !text.isEmpty && text.utf8.allSatisfy(\.isLetterDigitOrHyphen) && !text.hasPrefix("-")
        return isWord ? nil : Fault(reason: "must be letters, digits and hyphens")
    }

    static let connectionName = TextForm { text in
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isName =
            text.utf8.count <= 128 && text.utf8.allSatisfy(\.isLetterDigitOrHyphen)
            && parts.allSatisfy { !$0.isEmpty }
        return isName ? nil : Fault(reason: "must be letters and digits with single hyphens between them")
    }

    static let ruleName = TextForm { text in
        let isName =
            text.utf8.allSatisfy { $0.isLetterDigitOrHyphen || $0 == UInt8(ascii: " ") }
            && (text.utf8.first?.isLetterOrDigit ?? false) && (text.utf8.last?.isLetterOrDigit ?? false)
        return isName
            ? nil : Fault(reason: "must be letters, digits, blanks and hyphens, with a letter or digit at both ends")
    }

    static let configurationKey = TextForm { text in
        let isKey = text.utf8.allSatisfy { $0.isLetterDigitOrHyphen || $0 == UInt8(ascii: "_") }
        return isKey && !text.isEmpty ? nil : Fault(reason: "must be letters, digits, hyphens and underscores")
    }

    static let clientID = TextForm { text in
        guard !text.isEmpty else { return Fault(reason: "is empty") }
        guard text.utf8.count == 32, text.utf8.allSatisfy(\.isLetterOrDigit) else {
            return Fault(severity: .warning, reason: "is not 32 letters and digits, as the real tenant makes them")
        }
        return nil
    }

    static let email = TextForm { EmailAddress.isWellFormed($0) ? nil : Fault(reason: "is not an e-mail address") }

    static let phone = TextForm { text in
        let digits = text.utf8.dropFirst()
        let isPhone = text.hasPrefix("+") && (1...15).contains(digits.count) && digits.allSatisfy(\.isDigit)
        return isPhone ? nil : Fault(reason: "must be + and at most 15 digits")
    }

    static let url = TextForm { urlFault($0, allowsWildcard: false) }

    /// An address, or a `data:` URL (RFC 2397), which exports have for users without a picture of their own.
    static let picture = TextForm { $0.hasPrefix("data:image/") ? nil : urlFault($0, allowsWildcard: false) }

    /// An address that may have a wildcard as its first label: `https://*.example.com/callback`.
    static let wildcardURL = TextForm { urlFault($0, allowsWildcard: true) }

    /// An address that is only shown; it may be empty.
    static let shownURL = TextForm { $0.isEmpty ? nil : url.fault($0) }

    /// An origin of any scheme: `https://*.example.com`, `capacitor://localhost`.
    static let origin = TextForm { text in
        if let fault = urlFault(text, allowsWildcard: true) { return fault }
        guard let uri = try? RedirectURI(text) else { return nil }
        guard !uri.authority.isEmpty else {
            return Fault(reason: "is no origin; write scheme://host, such as capacitor://localhost", isDead: true)
        }
        guard !uri.rest.isEmpty else { return nil }
        let corrected = "\(uri.scheme)://\(uri.authority)"
        return Fault(
            severity: .warning,
            reason: "is an origin and has no path; browsers send \"\(corrected)\"",
            suggestion: corrected
        )
    }

    /// An `https` or `http` address with a host.
    static let issuer = TextForm { text in
        if let fault = urlFault(text, allowsWildcard: false) { return fault }
        return text.hasSuffix("/") ? nil : Fault(severity: .warning, reason: "does not end with a slash")
    }

    static let host = TextForm { text in
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isHost =
            (1...2).contains(parts.count) && !parts[0].isEmpty && parts[0].utf8.count <= 253
            && parts[0].utf8.allSatisfy { $0.isLetterDigitOrHyphen || $0 == UInt8(ascii: ".") }
        let hasPort = parts.count == 1 || UInt16(parts[1]).map { $0 > 0 } ?? false
        return isHost && hasPort ? nil : Fault(reason: "must be a host, with :port where it is not 443")
    }

    private static func urlFault(_ text: String, allowsWildcard: Bool) -> Fault? {
        let uri: RedirectURI
        do { uri = try RedirectURI(text) } catch {
            // Guides recommend `file:` callbacks for apps without a server, so they are only a note.
            let isFile = text.lowercased().hasPrefix("file:")
            return Fault(reason: error.rawValue, isDead: true, isDeadForGood: isFile)
        }
        // `localhost:3000/cb` is formally a URI of the scheme `localhost`.
        if uri.authority.isEmpty, uri.rest.utf8.first?.isDigit == true {
            return Fault(reason: "has no scheme before its host; write http:// or https:// before it", isDead: true)
        }
        guard text.contains("*") else { return nil }
        let label = uri.authority.hasPrefix("*.") ? uri.authority.dropFirst(2) : Substring(uri.authority)
        guard allowsWildcard, !label.contains("*"), !uri.rest.contains("*"), label.contains(".") else {
            return Fault(
                reason: allowsWildcard
                    ? "has a wildcard elsewhere than in front of a domain (https://*.example.com)"
                    : "may not have a wildcard",
                isDead: true
            )
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isLetterDigitOrHyphen: Bool { isLetterOrDigit || self == UInt8(ascii: "-") }
}

/// A simplified check of e-mail addresses (RFC 5321 §4.1.2).
enum EmailAddress {
    /// True for a text with one `@`, no blanks or control characters, at most 64 bytes before the `@` and 254 in all.
    static func isWellFormed(_ text: String) -> Bool {
        guard let at = text.lastIndex(of: "@"), text.utf8.count <= 254 else { return false }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        return (1...64).contains(local.utf8.count) && !domain.isEmpty && !domain.hasPrefix(".")
            && !domain.hasSuffix(".") && !local.contains("@")
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "<" && $0 != ">" }
    }

    static func localPart(_ text: String) -> String { text.lastIndex(of: "@").map { String(text[..<$0]) } ?? text }
}
