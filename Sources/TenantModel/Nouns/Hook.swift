/// A hook of the seed (`emulator.hooks`), which changes or refuses logins without JavaScript, after the rules.
package struct Hook: Hashable, Sendable {
    /// No other hook's.
    package var name: String
    package var when = Condition()
    /// `set` of the seed.
    package var effect: Effect

    package init(name: String, effect: Effect) {
        self.name = name
        self.effect = effect
    }

    /// Which logins: every list that is given has to hold, and one word of a list is enough; nil asks nothing.
    package struct Condition: Hashable, Sendable {
        package var clients: [Identifier<Client>]?
        package var connections: [Identifier<Connection>]?
        package var protocols: [LoginProtocol]?
        /// Words of the scope that was asked for.
        package var scopes: [String]?
        /// What stands behind the `@` of the person's address, in lower case.
        package var emailDomains: [String]?
        package var roles: [String]?

        package init() {}
    }

    package enum Effect: Hashable, Sendable {
        /// The login is refused, for a reason that the person is told.
        case deny(reason: String)
        case shape(Shaping)
    }

    /// What becomes of the tokens.
    package struct Shaping: Hashable, Sendable {
        /// Scope words redefined for this login: word to attribute names.
        package var scopes: [String: [String]] = [:]
        /// Of the id_token; nil: the client's.
        package var lifetime: Duration?
        /// Of the id_token, in the order of the seed.
        package var claims = JSONObject()

        package init() {}
    }
}
