import Synchronization
import TenantModel

/// What many access tokens have in common: everything but whose they are, and their times.
final class TokenGrounds: Sendable {
    let client: Identifier<Client>
    let pipeline: Pipeline
    let scope: ScopeSet
    let connection: String
    let passedSecondFactor: Bool
    /// Without its origins, which nobody asks a kept token for.
    let shaping: TokenShaping
    let hasEnded: Bool
    let template: [UInt8]

    init(_ token: AccessToken, template: [UInt8]) {
        client = token.client
        pipeline = token.pipeline
        scope = token.scope
        connection = token.login.connection
        passedSecondFactor = token.login.passedSecondFactor
        shaping = token.login.shaping.withoutOrigins
        hasEnded = token.hasEnded
        self.template = template
    }

    /// What is left of them once the token has ended.
    init(ended grounds: TokenGrounds) {
        client = grounds.client
        pipeline = grounds.pipeline
        scope = grounds.scope
        connection = grounds.connection
        passedSecondFactor = grounds.passedSecondFactor
        shaping = grounds.shaping
        hasEnded = true
        template = ProfileTemplate.empty
    }

    /// Equal for equal grounds, byte for byte.
    fileprivate var key: [UInt8] {
        // A template says where it ends.
        var key = template
        func append(_ text: String) {
            key.append(contentsOf: text.utf8)
            // No UTF-8 text holds this byte.
            key.append(0xFF)
        }
        append(client.rawValue)
        append(pipeline.rawValue)
        for word in scope.words { append(word) }
        append("")
        append(connection)
        append(passedSecondFactor ? "1" : "0")
        append(hasEnded ? "1" : "0")
        if shaping != .none { append(shaping.record.serializedText) }
        return key
    }
}

/// Grounds by their bytes, so that tokens with the same ones share them.
///
/// One for a tenant and all its snapshots: it is no state, and whoever finds nothing in it makes the same anew.
final class TokenGroundsPool: Sendable {
    /// Rules may make every login different; then sharing is no use, and the pool must not grow.
    private static let mostGrounds = 512

    private let known = Mutex<[[UInt8]: TokenGrounds]>([:])

    var count: Int { known.withLock { $0.count } }

    /// Grounds that are equal to these, and known to others.
    func shared(_ grounds: TokenGrounds) -> TokenGrounds {
        let key = grounds.key
        return known.withLock { known in
            if let same = known[key] { return same }
            if known.count >= Self.mostGrounds { known = [:] }
            known[key] = grounds
            return grounds
        }
    }
}

extension TokenShaping {
    fileprivate var withoutOrigins: TokenShaping {
        var shaping = self
        shaping.origins = Origins()
        return shaping
    }
}
