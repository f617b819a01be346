/// Where run-time ids, codes and tokens come from.
package enum Entropy: Hashable, Sendable {
    case system
    /// Numbered streams from this text: reproducible, and therefore predictable.
    case text(String)

    package init(_ text: String) { self = text == "system" ? .system : .text(text) }

    package var label: String {
        switch self {
        case .system: "system"
        case .text(let text): text
        }
    }
}
