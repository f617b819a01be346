public import Testing
public import Understudy

/// A tenant of its own for every test: `@Test(.understudy(.file("tenant.yaml"), at: "2016-05-04T12:00:00Z"))`.
///
/// On a suite it holds for each of its tests. Inside, `try Stage.current` is the tenant and a browser before it.
public struct UnderstudyTrait: TestTrait, SuiteTrait, TestScoping {
    let seed: EmulatorConfiguration.Seed
    let instant: String?
    let entropy: String?

    /// Every test of a suite, not the suite, has a tenant.
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        try await withTenant(seed, at: instant, entropy: entropy) { _ in try await function() }
    }
}

extension Trait where Self == UnderstudyTrait {
    /// A tenant of its own for every test, thrown away afterwards.
    ///
    /// - Parameters:
    ///   - seed: the tenant to play.
    ///   - instant: RFC 3339; the clock is frozen there. Nil: as the seed says.
    ///   - entropy: what ids, codes and tokens follow from. Nil: as the seed says.
    public static func understudy(
        _ seed: EmulatorConfiguration.Seed = .quickstart,
        at instant: String? = nil,
        entropy: String? = "test"
    ) -> Self {
        UnderstudyTrait(seed: seed, instant: instant, entropy: entropy)
    }
}
