import TenantModel

/// The instant at which a row ends, or never.
struct RowEnd: Hashable, Comparable, Sendable {
    private let milliseconds: Int64

    /// Later than every `Timestamp`.
    static let never = RowEnd(milliseconds: .max)

    private init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// - Parameter instant: nil for a row that never ends.
    init(_ instant: Timestamp?) { milliseconds = instant?.milliseconds ?? .max }

    /// Nil for a row that never ends.
    var instant: Timestamp? { Timestamp(milliseconds: milliseconds) }

    static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
