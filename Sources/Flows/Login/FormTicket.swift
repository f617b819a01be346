import Tokens
import World

/// The `_csrf` of a form that any browser may open: only the browser that was shown the page can send it back.
///
/// `Origin` cannot prove this, because browsers send `null` for pages that hide their address. The value is derived
/// from the login cookie, which other sites can neither read nor guess.
struct FormTicket {
    let text: String

    /// - Parameter browser: the login cookie's value; without one there is no ticket.
    init?(state: String, browser: String?) {
        guard let browser, let key = try? HMACKey(bytes: Array(browser.utf8)) else { return nil }
        text = Base64URL.encode(key.sign(Array("form of \(state)".utf8)))
    }

    func matches(_ given: String?) -> Bool { given.map { ConstantTime.isEqual($0, text) } ?? false }
}
