import TenantModel
package import World

/// Lists of what a tenant has, for the sentences of refusals.
extension TenantDirectory {
    /// - Parameters:
    ///   - sent: what a request names a client by.
    ///   - parameter: where it stands.
    package func noClient(called sent: String, in parameter: String = "client_id") -> String {
        "\(parameter) \"\(sent.prefix(80))\" names no client of this tenant; the clients are \(clientNames)"
    }

    func noConnection(called sent: String) -> String {
        "connection \"\(sent.prefix(80))\" names no connection of this tenant; the connections are "
            + Self.listed(connections.map(\.name))
    }

    private var clientNames: String { Self.listed(clients.map { "\($0.name) (\($0.id.rawValue))" }) }

    /// `a, b, c`: the first ten, and how many more there are.
    static func listed(_ names: [String]) -> String {
        guard !names.isEmpty else { return "none" }
        let more = names.count - 10
        return names.prefix(10).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
