/// What a client commits to at `/authorize` and proves at `/oauth/token` (RFC 7636 §4.2).
package struct CodeChallenge: Hashable, Sendable {
    package enum Method: String, Sendable { case plain, s256 = "S256" }

    package let method: Method
    package let value: String

    package init(method: Method, value: String) {
        self.method = method
        self.value = value
    }

    /// 43 to 128 unreserved characters (RFC 7636 §4.1, §4.2).
    package static func isWellFormed(_ text: String) -> Bool {
        (43...128).contains(text.utf8.count) && text.utf8.allSatisfy(\.isUnreserved)
    }
}
