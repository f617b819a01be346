import TenantModel

/// The part of an access token that many share: everything but its user, its text and its times.
final class TokenGrounds: Shareable {
    /// The token without user, text and times, and without the origins of its claims, which are read from `TokenTrail`.
    let shape: AccessToken
    let template: [UInt8]

    init(_ token: AccessToken, template: [UInt8]) {
        var shape = token
        shape.value = ""
        shape.expiresAt = .earliest
        shape.login.user = ""
        shape.login.profile = JSONObject()
        shape.login.authenticatedAt = .earliest
        shape.login.sessionID = nil
        shape.login.shaping.origins = TokenShaping.Origins()
        self.shape = shape
        self.template = template
    }

    /// The shared part of tokens that have ended.
    init(ended grounds: TokenGrounds) {
        shape = grounds.shape.ended
        template = ProfileTemplate.empty
    }

    var key: SharingKey {
        // No separator is needed: a template says where it ends.
        var key = SharingKey(template)
        key.append(shape.client.rawValue)
        key.append(shape.scope.words)
        key.append(shape.login.connection)
        if shape.login.shaping != .none { key.append(shape.login.shaping.record.serializedText) }
        return key
    }

    func isEqual(to other: TokenGrounds) -> Bool { shape == other.shape }
}
