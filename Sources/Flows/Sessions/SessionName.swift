import Tokens

/// A session's name for others than its browser: `context.sessionID` of rules, `sid` of tokens (OIDC Back-Channel Logout
/// §2.1).
///
/// It is not the cookie, and does not lead back to it: traces, consoles and tokens show it.
enum SessionName {
    static func of(_ cookie: String) -> String { AccessTokenHash.of(cookie) }
}
