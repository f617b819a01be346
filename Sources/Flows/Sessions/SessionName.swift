import Tokens

/// A session's public name: `context.sessionID` of rules and `sid` of tokens (OIDC Back-Channel Logout §2.1).
///
/// Traces, consoles and tokens show it, so the cookie cannot be computed from it.
enum SessionName {
    static func of(_ cookie: String) -> String { AccessTokenHash.of(cookie) }
}
