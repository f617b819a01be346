/// How a tenant's clock starts.
package enum ClockSetting: Hashable, Sendable {
    /// The machine's time.
    case real
    case frozen(Timestamp)
    /// From an instant on, at real speed.
    case running(from: Timestamp)
}
