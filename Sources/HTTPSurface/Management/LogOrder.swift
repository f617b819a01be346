import TenantModel

/// `sort` of the logs: `field:1` or `field:-1`.
///
/// Entries with the same value are ordered by age.
struct LogOrder {
    /// The fields by which Auth0 can sort.
    private static let fields = [
        "date", "connection", "client_id", "client_name", "ip", "user_id", "user_name", "description", "user_agent",
        "type", "details", "strategy", "strategy_type",
    ]

    private let field: String
    private let isDescending: Bool

    /// Reads the parameter.
    ///
    /// - Throws: 400 for anything else.
    init(_ text: String) throws(ManagementError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.fields.contains(String(parts[0])), ["1", "-1"].contains(parts[1]) else {
            let known = Self.fields.joined(separator: ", ")
            throw .query("sort must be <field>:1 or <field>:-1 with one of \(known), not \(text.prefix(80))")
        }
        field = String(parts[0])
        isDescending = parts[1] == "-1"
    }

    /// Sorts entries.
    ///
    /// - Parameter documents: the entries, the oldest first.
    func sorted(_ documents: [JSONObject]) -> [JSONObject] {
        let keyed = documents.enumerated().map {
            ($0.element[field].map { $0.text ?? $0.serializedText } ?? "", $0.offset, $0.element)
        }
        let ascending = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        return (isDescending ? ascending.reversed() : ascending).map(\.2)
    }
}
