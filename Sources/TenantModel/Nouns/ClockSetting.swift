/// How a tenant's clock starts.
package enum ClockSetting: Hashable, Sendable {
    /// The machine's time.
    case real
    case frozen(Timestamp)
    /// From an instant on, at real speed.
    case running(from: Timestamp)

    /// Nil where the machine's clock decides.
    package var start: Timestamp? {
        switch self {
        case .real: nil
        case .frozen(let instant), .running(from: let instant): instant
        }
    }
}
