package import TenantModel

/// Why a tenant was not made, exported or removed.
package struct TenantRefusal: ExplainedRefusal {
    package enum Kind: Hashable, Sendable {
        case invalidRequest
        /// - Parameters:
        ///   - complaints: one for each thing that is wrong with the seed.
        ///   - omitted: how many more there are.
        case invalidSeed(complaints: [JSONObject], omitted: Int)
        case unknown
        case taken
    }

    package let kind: Kind
    package let description: String
    package var explanation = Explanation()

    package var words: String { description }

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
