import TenantModel

/// When a row's time is over.
struct RowEnd: Hashable, Comparable, Sendable {
    private let milliseconds: Int64

    /// Later than every instant, the last of the calendar included.
    static let never = RowEnd(milliseconds: .max)

    private init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// - Parameter instant: nil: never.
    init(_ instant: Timestamp?) { milliseconds = instant?.milliseconds ?? .max }

    /// Nil: never.
    var instant: Timestamp? { Timestamp(milliseconds: milliseconds) }

    static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
