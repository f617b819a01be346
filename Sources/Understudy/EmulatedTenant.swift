import Flows
import Tenancy
import TenantModel
import World

/// One tenant of a running emulator, with its controls.
public struct EmulatedTenant: Sendable {
    let live: LiveTenant

    init(_ live: LiveTenant) { self.live = live }

    /// `emulator.name` of its seed.
    public var name: String { live.directory.name }
    /// What client libraries call their domain, with the port where it is not 443.
    public var domain: String { live.directory.domain }
    /// The value of `iss`: `https://{domain}/`, with the slash.
    public var issuer: String { live.directory.issuer }

    /// `http://localhost:<port>` for the first tenant and one with ports of its own; `http://NAME.localhost:<port>`, which
    /// browsers and curl resolve, for others.
    public var http: String { live.reach.http }
    /// The same over TLS: `https://localhost:<port>`.
    public var https: String { live.reach.https }

    /// The tenant's time as RFC 3339.
    public var now: String { live.world.clock.now.rfc3339 }
    /// The tenant's time in whole seconds since 1970, as tokens say it.
    public var unixTime: Int { live.world.clock.now.numericDate }

    /// Stops the tenant's clock at an instant (RFC 3339), or where it stands.
    ///
    /// - Throws: `UnderstudyError` for a text that is no instant.
    public func freeze(at instant: String? = nil) async throws {
        let instant = try instant.map(UnderstudyError.instant)
        try await ClockControl(in: live.world).set(now: instant, mode: .frozen)
    }

    /// Lets the tenant's clock run from where it stands.
    public func run() async throws { try await ClockControl(in: live.world).set(now: nil, mode: .running) }

    /// Gives the tenant the machine's time again.
    public func followMachine() async throws { try await ClockControl(in: live.world).followMachine() }

    /// Moves the tenant's clock forward; what becomes due on the way is over.
    ///
    /// - Throws: `UnderstudyError` for a negative duration.
    public func advance(by duration: Duration) async throws {
        try await UnderstudyError.readable { _ = try await ClockControl(in: live.world).advance { $0 + duration } }
    }

    /// Moves the tenant's clock to the first second at which that token is refused.
    ///
    /// - Throws: `UnderstudyError` for a text that is no token of this tenant, or whose end is past.
    public func advance(past token: String) async throws {
        try await UnderstudyError.readable {
            let control = ClockControl(in: live.world)
            let end = try await control.end(of: token)
            _ = try await control.advance { _ in end }
        }
    }

    /// Everything as at the start, the clock included.
    public func reset() async throws { try await live.reset() }

    /// Mail and SMS that would have left the machine, oldest first; nothing sends any in this version.
    public var outbox: [SentMessage] { live.world.outbox.entries.map(SentMessage.init) }

    /// Makes a token without a login.
    ///
    /// - Parameters:
    ///   - kind: what it is to be.
    ///   - client: name or id.
    ///   - user: e-mail or `user_id`; management tokens need none.
    ///   - scope: words separated by blanks.
    ///   - target: for delegation, name or id of the client the token is for.
    ///   - defect: a way in which the token is to be wrong.
    ///   - claims: a JSON object of claims to put into the token, over what it has by itself. Opaque tokens hold none.
    ///   - rules: whether the tenant's rules and hooks run, as at a login. `logins_count` does not grow.
    /// - Throws: `UnderstudyError` for a client or user that does not exist, a defect that would change nothing, claims
    ///   that are no JSON object, and for what a rule refuses.
    public func mint(
        _ kind: TokenKind = .id,
        client: String,
        user: String? = nil,
        scope: String = "openid",
        target: String? = nil,
        defect: TokenDefect? = nil,
        claims: String? = nil,
        rules: Bool = false
    ) async throws -> String {
        var order = TokenOrder(
            kind: kind.order,
            client: client,
            user: user,
            scope: ScopeSet(scope),
            target: target,
            defect: defect?.order
        )
        order.claims = try claims.map(UnderstudyError.object) ?? JSONObject()
        order.runsRules = rules
        return try await UnderstudyError.readable { try await TokenWorkshop(in: live.world).make(order).token }
    }
}
