import TenantModel

/// What many access tokens have in common: everything but whose they are, their names and their times.
final class TokenGrounds: Shareable {
    /// A token of nobody; without the origins of its shaping, which nobody asks a kept token for.
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

    /// What is left of them once the token has ended.
    init(ended grounds: TokenGrounds) {
        shape = grounds.shape.ended
        template = ProfileTemplate.empty
    }

    var key: SharingKey {
        // A template says where it ends.
        var key = SharingKey(template)
        key.append(shape.client.rawValue)
        key.append(shape.scope.words)
        key.append(shape.login.connection)
        if shape.login.shaping != .none { key.append(shape.login.shaping.record.serializedText) }
        return key
    }

    func isEqual(to other: TokenGrounds) -> Bool { shape == other.shape }
}
