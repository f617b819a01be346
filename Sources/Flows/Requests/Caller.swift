/// What a request says about its sender.
///
/// Rules see it, and the user's record keeps the address.
package struct Caller: Hashable, Sendable {
    package var address: String?
    package var userAgent: String?
    /// The first language of `Accept-Language`.
    package var language: String?

    package init(address: String? = nil, userAgent: String? = nil, language: String? = nil) {
        self.address = address
        self.userAgent = userAgent
        self.language = language
    }
}
