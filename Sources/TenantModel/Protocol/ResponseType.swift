/// `response_type`: one or more words in any order (OAuth 2.0 Multiple Response Types §3).
package struct ResponseType: Hashable, Sendable {
    package var code = false
    package var token = false
    package var idToken = false

    /// Nil where a word is unknown, stands twice, or none is there.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard !words.isEmpty, Set(words).count == words.count else { return nil }
        for word in words {
            switch word {
            case "code": code = true
            case "token": token = true
            case "id_token": idToken = true
            default: return nil
            }
        }
    }

    package var isHybrid: Bool { code && (token || idToken) }
    /// A token travels through the browser: `implicit` among the client's grants.
    package var isFrontChannel: Bool { token || idToken }

    package var defaultMode: ResponseMode { isFrontChannel ? .fragment : .query }
}

/// `response_mode` (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode, and the tenant's `web_message`).
package enum ResponseMode: String, Hashable, Sendable {
    case query, fragment
    case formPost = "form_post"
    case webMessage = "web_message"
}
