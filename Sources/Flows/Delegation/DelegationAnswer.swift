package import TenantModel

/// The answer of `/delegation`, and what the journal says of it.
package struct DelegationAnswer: Hashable, Sendable {
    package var members: JSONObject
    /// The service whose answer is made up, because the real one needs the network; nil for a real token.
    package var fabricatedFor: String?
    /// Nil if the seed sets no limit.
    package var rateLimit: RateLimit?

    init(_ members: JSONObject, fabricatedFor service: String? = nil) {
        self.members = members
        fabricatedFor = service
    }

    /// Creates the answer that carries a JWT.
    init(jwt: String, lifetimeSeconds: Int) {
        self.init([
            "token_type": "Bearer", "expires_in": .integer(lifetimeSeconds), "id_token": .string(jwt),
        ])
    }
}
