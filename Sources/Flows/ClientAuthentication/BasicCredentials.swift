/// `Authorization: Basic` as a client sends it (RFC 6749 §2.3.1).
package struct BasicCredentials: Hashable, Sendable {
    package let clientID: String
    package let secret: String

    package init(clientID: String, secret: String) {
        self.clientID = clientID
        self.secret = secret
    }
}
