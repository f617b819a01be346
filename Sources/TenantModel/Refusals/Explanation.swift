/// What a refusal tells the developer beside its answer: for the journal, the log and pages, never for the client.
package struct Explanation: Hashable, Sendable {
    /// What was wrong, where the answer's own words do not say it.
    package var reason: String?
    /// What to write or to do about it.
    package var hint: String?
    /// Whose request was refused.
    package var client: Identifier<Client>?
    /// Who was to be logged in, or whose token was shown.
    package var user: Identifier<User>?

    package init(reason: String? = nil, hint: String? = nil) {
        self.reason = reason
        self.hint = hint
    }
}

/// A refusal that carries its explanation from where it is decided to where it is written down.
package protocol ExplainedRefusal: Error {
    /// What the answer says; it explains the refusal where no reason is given.
    var words: String { get }
    var explanation: Explanation { get set }
}

extension ExplainedRefusal {
    /// - Parameter reason: what the flow saw; it says more than the answer does.
    package func because(_ reason: String, hint: String? = nil) -> Self {
        var refusal = self
        refusal.explanation.reason = reason
        refusal.explanation.hint = hint ?? explanation.hint
        return refusal
    }

    /// - Parameter hint: what to write or to do.
    package func hinting(_ hint: String) -> Self {
        var refusal = self
        refusal.explanation.hint = hint
        return refusal
    }

    /// Names the client and the user, unless the refusal names others already.
    package func about(client: Identifier<Client>? = nil, user: Identifier<User>? = nil) -> Self {
        var refusal = self
        refusal.explanation.client = explanation.client ?? client
        refusal.explanation.user = explanation.user ?? user
        return refusal
    }

    /// Why, and what to write, in sentences.
    package var reason: String {
        let sentences = [explanation.reason ?? words, explanation.hint ?? ""].filter { !$0.isEmpty }
        return sentences.dropLast().map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
            + (sentences.count > 1 ? " " : "") + (sentences.last ?? "")
    }
}

extension Error {
    /// The same error; a refusal names the client and the user from now on.
    package func naming(client: Identifier<Client>?, user: Identifier<User>? = nil) -> any Error {
        switch self as any Error {
        case AuthorizationRefusal.shown(let refusal):
            return AuthorizationRefusal.shown(refusal.about(client: client, user: user))
        case AuthorizationRefusal.redirected(let refusal, let target):
            return AuthorizationRefusal.redirected(refusal.about(client: client, user: user), to: target)
        case let refusal as any ExplainedRefusal: return refusal.about(client: client, user: user)
        default: return self
        }
    }
}

/// Does the work; a refusal goes on with the names of client and user.
package func naming<Result>(
    client: Identifier<Client>?,
    user: Identifier<User>? = nil,
    _ work: () async throws -> Result
) async throws -> Result {
    do { return try await work() } catch { throw error.naming(client: client, user: user) }
}
