import Flows

/// The kinds of token a tenant hands out.
public enum TokenKind: String, Hashable, Sendable, CaseIterable {
    case id, access, refresh, delegation, management

    var order: TokenOrder.Kind {
        switch self {
        case .id: .id
        case .access: .access
        case .refresh: .refresh
        case .delegation: .delegation
        case .management: .management
        }
    }
}
