package import TenantModel

/// Decides which claims a scope puts into an id_token.
package enum ScopeClaims {
    /// Each word names a top-level attribute of the user; `profile` names them all; unknown words are ignored.
    ///
    /// - Parameter redefined: words with a meaning of their own, to the attributes they stand for.
    package static func legacy(
        _ profile: JSONObject,
        scope: ScopeSet,
        redefined: [String: [String]] = [:]
    ) -> JSONObject {
        var claims = JSONObject()
        for word in scope.words {
            if let attributes = redefined[word] {
                for attribute in attributes { claims[attribute] = profile[attribute] ?? claims[attribute] }
            } else if word == "profile" {
                claims.merge(profile)
            } else if let value = profile[word] {
                claims[word] = value
            }
        }
        return claims
    }

    /// The standard claims of OIDC Core §5.4; attribute names give nothing.
    package static func conformant(_ profile: JSONObject, scope: ScopeSet) -> JSONObject {
        var claims = JSONObject()
        for (word, attributes) in standard where scope.contains(word) {
            for attribute in attributes { claims[attribute] = profile[attribute] ?? profile[ownNames[attribute] ?? ""] }
        }
        return claims
    }

    /// Standard claims that have another name in Auth0's profiles.
    private static let ownNames = ["phone_number_verified": "phone_verified"]

    private static let standard: [(word: String, attributes: [String])] = [
        (
            "profile",
            [
                "nickname", "name", "picture", "updated_at", "given_name", "family_name", "middle_name",
                "preferred_username", "profile", "website", "gender", "birthdate", "zoneinfo", "locale",
            ]
        ),
        ("email", ["email", "email_verified"]),
        ("phone", ["phone_number", "phone_number_verified"]),
        ("address", ["address"]),
    ]

    /// Words the conformant pipeline grants where no API is named.
    package static let conformantWords: Set<String> = [
        "openid", "profile", "email", "address", "phone", "offline_access",
    ]
}
