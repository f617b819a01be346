package import TenantModel

/// What `/delegation` gives, and what the journal should say of it.
package struct DelegationAnswer: Hashable, Sendable {
    package var members: JSONObject
    /// Whose answer was made up here, because the real one needs the network.
    package var fabricatedFor: String?
    /// Nil where the seed asks for no limits.
    package var rateLimit: RateLimit?

    init(_ members: JSONObject, fabricatedFor service: String? = nil) {
        self.members = members
        fabricatedFor = service
    }

    /// The envelope of every JWT (authentication API §12.2).
    init(jwt: String, lifetimeSeconds: Int) {
        self.init([
            "token_type": "Bearer", "expires_in": .integer(lifetimeSeconds), "id_token": .string(jwt),
        ])
    }
}
