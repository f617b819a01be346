/// An entry of the log that the Management API shows (`GET /api/v2/logs`).
package struct LogEntry: Hashable, Sendable {
    /// Auth0's documented codes, as far as this tenant writes them.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case login = "s"
        case failedLogin = "f"
        case wrongPassword = "fp"
        case unknownUser = "fu"
        case silentLogin = "ssa"
        case failedSilentLogin = "fsa"
        case codeExchange = "seacft"
        case failedCodeExchange = "feacft"
        case refresh = "sertft"
        case failedRefresh = "fertft"
        case reusedRefreshToken = "ferrt"
        case revokedRefreshToken = "srrt"
        case delegation = "sd"
        case failedDelegation = "fd"
        case delegationLimit = "limit_delegation"
        case logout = "slo"
        case failedLogout = "flo"
        case deprecation = "depnote"
    }

    /// From 1, in the order of writing.
    package var ordinal: Int
    package var at: Timestamp
    package var kind: Kind
    package var description: String?
    package var client: Identifier<Client>?
    package var user: Identifier<User>?
    /// As typed, or as the profile has it.
    package var userName: String?
    package var connection: String?
    package var scope: String?
    package var audience: String?
    package var address: String?
    package var userAgent: String?
    package var details: JSONObject?

    package init(ordinal: Int, at: Timestamp, kind: Kind) {
        self.ordinal = ordinal
        self.at = at
        self.kind = kind
    }

    /// Much of it is what a caller wrote, and a thousand entries are kept.
    package mutating func shorten() {
        Self.shorten(&description, to: 500)
        Self.shorten(&userName, to: 200)
        Self.shorten(&scope, to: 1000)
    }

    private static func shorten(_ text: inout String?, to characters: Int) {
        // Counting bytes is free, counting characters is not, and nearly all are short.
        guard let long = text, long.utf8.count > characters else { return }
        text = String(long.prefix(characters))
    }

    /// `_id` and `log_id`, in Auth0's form of 56 digits: `900`, the instant to the millisecond, and the entry's number.
    package var id: String {
        let instant = String(decoding: at.rfc3339.utf8.filter(\.isDigit), as: UTF8.self)
        let number = String(ordinal)
        let zeros = String(repeating: "0", count: max(0, 36 - number.utf8.count))
        return "900\(instant)\(zeros)\(number)"
    }
}
