public import Understudy

/// What one test has to itself: a tenant, and a browser before it.
///
/// `withTenant` hands it over; tests with `.understudy(…)` find theirs in `Stage.current`.
public struct Stage: Sendable {
    public let emulator: Emulator
    public let tenant: EmulatedTenant
    /// Paths are asked at the tenant's own domain.
    public let browser: Browser

    @TaskLocal static var own: Stage?

    /// This test's.
    ///
    /// - Throws: `UnderstudyTestingError` where neither the trait nor `withTenant` has set one.
    public static var current: Stage {
        get throws {
            guard let own else {
                throw UnderstudyTestingError(
                    "No tenant here: write @Test(.understudy(…)), or be inside withTenant { … }"
                )
            }
            return own
        }
    }
}

/// A mistake in a test's use of this library, in words.
public struct UnderstudyTestingError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
