/// The name of one thing of kind `Of`; a client's cannot be handed to a user look-up.
package struct Identifier<Of>: RawRepresentable, Hashable, Sendable, Comparable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { rawValue = value }
}

extension Identifier: CustomStringConvertible {
    package var description: String { rawValue }
}
