/// A kind of value that a tenant draws at run time.
///
/// Each kind has a numbered stream of its own, so that one more draw of a kind changes no value of another.
package enum IdentifierKind: String, Sendable, CaseIterable {
    case authorizationCode = "authorization_code"
    case legacyAccessToken = "legacy_access_token"
    case opaqueAccessToken = "opaque_access_token"
    case refreshToken = "refresh_token"
    case deviceCredential = "device_credential"
    case session, csrf, browser
    case loginState = "login_state"
    case loginTicket = "login_ticket"
    case providerCode = "provider_code"
    case jti
    case pausedLogin = "paused_login"
    case ruleRun = "rule_run"
    case ruleSeed = "rule_seed"

    /// The form of a value: the lengths that Auth0 documents; where it documents none, 192 random bits.
    var shape: (prefix: String, length: Int, alphabet: Alphabet) {
        switch self {
        case .authorizationCode, .legacyAccessToken: ("", 16, .urlSafe)
        case .opaqueAccessToken: ("", 32, .urlSafe)
        case .refreshToken: ("", 45, .urlSafe)
        case .deviceCredential: ("dcr_", 16, .alphanumeric)
        case .jti: ("", 32, .hexadecimal)
        case .ruleRun: ("run_", 16, .alphanumeric)
        case .session, .csrf, .browser, .loginState, .loginTicket, .providerCode, .pausedLogin, .ruleSeed:
            ("", 32, .urlSafe)
        }
    }

    enum Alphabet {
        case urlSafe, alphanumeric, hexadecimal

        var characters: [UInt8] {
            switch self {
            case .urlSafe: Self.urlSafeCharacters
            case .alphanumeric: Self.alphanumericCharacters
            case .hexadecimal: Self.hexadecimalCharacters
            }
        }

        private static let urlSafeCharacters = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
        )
        private static let alphanumericCharacters = Array(urlSafeCharacters.dropLast(2))
        private static let hexadecimalCharacters = Array("0123456789abcdef".utf8)
    }
}
