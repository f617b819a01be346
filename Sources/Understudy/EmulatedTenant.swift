import Flows
import HTTPSurface
import TenantModel
import World

/// One tenant of a running emulator, with its controls.
public struct EmulatedTenant: Sendable {
    private let live: LiveTenant

    init(_ live: LiveTenant) { self.live = live }

    /// `emulator.name` of its seed.
    public var name: String { live.directory.name }
    /// What client libraries call their domain, with the port where it is not 443.
    public var domain: String { live.directory.domain }
    /// `https://{domain}/`.
    public var issuer: String { live.directory.issuer }
    /// The tenant's time as RFC 3339.
    public var now: String { live.world.clock.now.rfc3339 }

    /// Stops the tenant's clock at an instant (RFC 3339).
    ///
    /// - Throws: `NotAnInstant`.
    public func freeze(at instant: String) async throws {
        guard let instant = Timestamp(rfc3339: instant) else { throw NotAnInstant(text: instant) }
        try await ClockControl(in: live.world).set(now: instant, mode: .frozen)
    }

    /// Moves the tenant's clock forward; what becomes due on the way is over.
    public func advance(by duration: Duration) async throws {
        try await ClockControl(in: live.world).set(now: live.world.clock.now + duration, mode: nil)
    }

    /// Everything as the seed says it; the clock stays where it is.
    public func reset() async throws { try await live.reset() }

    /// Makes a token without a login.
    ///
    /// - Parameters:
    ///   - kind: `id`, `access`, `refresh`, `delegation` or `management`.
    ///   - client: name or id.
    ///   - user: e-mail or `user_id`.
    /// - Throws: a readable complaint for a kind, client or user that does not exist.
    public func mint(_ kind: String, client: String, user: String, scope: String = "openid") async throws -> String {
        guard let kind = TokenOrder.Kind(rawValue: kind) else {
            throw OAuthError.invalidRequest("There is no kind of token called \"\(kind)\"")
        }
        let order = TokenOrder(kind: kind, client: client, user: user, scope: ScopeSet(scope))
        return try await TokenWorkshop(in: live.world).make(order).token
    }

    /// A text that should have been RFC 3339.
    public struct NotAnInstant: Error, CustomStringConvertible {
        let text: String
        public var description: String { "\"\(text)\" is not an instant such as 2016-05-04T12:00:00Z" }
    }
}
