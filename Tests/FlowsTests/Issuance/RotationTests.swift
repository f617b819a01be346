import Flows
import TenantModel
import Testing

/// RFC 9700 §4.14.2.
@Suite("The use of a refresh token")
struct RotationTests {
    private static let noon = Timestamp(rfc3339: "2021-05-04T12:00:00Z") ?? .earliest
    private static let fresh = Rotation.Fresh(id: "dcr_2", secret: "second")

    private static func device(replacedAfter seconds: Int? = nil, isRotating: Bool = true) -> DeviceCredential {
        var device = DeviceCredential(
            id: "dcr_1",
            kind: isRotating ? .rotatingRefreshToken : .refreshToken,
            user: "auth0|ada",
            client: "client",
            deviceName: nil,
            secret: "first",
            scope: ScopeSet("openid"),
            createdAt: noon
        )
        device.replacedAt = seconds.map { noon + .seconds($0) }
        return device
    }

    private static func policy(leeway: Int = 0, lifetime: Int? = nil, idle: Int? = nil) -> RefreshTokenPolicy {
        var policy = RefreshTokenPolicy()
        policy.leeway = .seconds(leeway)
        policy.lifetime = lifetime.map { .seconds($0) }
        policy.idleLifetime = idle.map { .seconds($0) }
        return policy
    }

    private func decide(
        _ device: DeviceCredential,
        _ policy: RefreshTokenPolicy,
        after seconds: Int,
        isSuccessorUsed: Bool = false
    ) -> Rotation.Decision {
        Rotation.decide(
            device,
            under: policy,
            isSuccessorUsed: isSuccessorUsed,
            at: Self.noon + .seconds(seconds),
            fresh: device.kind == .rotatingRefreshToken ? Self.fresh : nil
        )
    }

    @Test("replaces a rotating one by another of its family, for the same login")
    func replaces() throws {
        guard case .replaced(let old, let new) = decide(Self.device(), Self.policy(lifetime: 100, idle: 30), after: 20)
        else {
            Issue.record("it was not replaced")
            return
        }
        #expect(old.replacedAt == Self.noon + .seconds(20))
        #expect(old.successors == ["dcr_2"])
        #expect((new.id, new.secret) == ("dcr_2", "second"))
        #expect(new.family == "dcr_1")
        #expect(new.begunAt == Self.noon)
        #expect(new.replacedAt == nil)
        #expect(new.expiresAt == Self.noon + .seconds(50))
    }

    static let reuses: [(Int, Int, Bool, Bool)] = [
        (0, 0, false, true), (0, 10, false, true), (10, 9, false, false), (10, 10, false, true), (10, 9, true, true),
        (10, -5, false, false),
    ]

    @Test(
        "of one that was replaced is taken within its leeway, to the second, until its successor is used",
        arguments: reuses
    )
    func reuse(_ leeway: Int, _ seconds: Int, _ isSuccessorUsed: Bool, _ isBetrayed: Bool) {
        let device = Self.device(replacedAfter: 0)
        let decision = decide(device, Self.policy(leeway: leeway), after: seconds, isSuccessorUsed: isSuccessorUsed)
        #expect((decision == .betrayed) == isBetrayed)
    }

    @Test(
        "of one that does not rotate leaves it, and begins its idle time anew",
        arguments: [
            (nil, nil, nil), (nil, 30, 50), (40, 30, 40), (40, nil, 40),
        ] as [(Int?, Int?, Int?)]
    )
    func stays(_ lifetime: Int?, _ idle: Int?, _ expiry: Int?) {
        let device = Self.device(isRotating: false)
        var expected = device
        expected.expiresAt = expiry.map { Self.noon + .seconds($0) }
        #expect(decide(device, Self.policy(lifetime: lifetime, idle: idle), after: 20) == .stays(expected))
    }
}
