import Tokens
import World

/// The `_csrf` of a form that may be opened in any browser: it comes back from the browser that was shown the page.
///
/// `Origin` does not tell whose page posts a form: browsers say `null` for a page that keeps its address to itself. What
/// other sites can neither read nor guess is the mark in our cookie, and what is derived from it.
struct FormTicket {
    let text: String

    /// - Parameter browser: the mark in the browser's cookie; nil where there is none, and then there is no ticket.
    init?(state: String, browser: String?) {
        guard let browser, let key = try? HMACKey(bytes: Array(browser.utf8)) else { return nil }
        text = Base64URL.encode(key.sign(Array("form of \(state)".utf8)))
    }

    func matches(_ given: String?) -> Bool { given.map { ConstantTime.isEqual($0, text) } ?? false }
}
