import TenantModel
package import World

/// Sentences for refusals that list what a tenant has.
extension TenantDirectory {
    /// A sentence that says that there is no such client, and lists the clients.
    ///
    /// - Parameters:
    ///   - sent: the id that the request gave.
    ///   - parameter: the parameter that gave it.
    package func noClient(called sent: String, in parameter: String = "client_id") -> String {
        "\(parameter) \"\(sent.prefix(80))\" names no client of this tenant; the clients are \(clientNames)"
    }

    func noConnection(called sent: String) -> String {
        "connection \"\(sent.prefix(80))\" names no connection of this tenant; the connections are "
            + Self.listed(connections.map(\.name))
    }

    private var clientNames: String { Self.listed(clients.map { "\($0.name) (\($0.id.rawValue))" }) }

    /// The first ten names as `a, b, c`, and how many more there are.
    static func listed(_ names: [String]) -> String {
        guard !names.isEmpty else { return "none" }
        let more = names.count - 10
        return names.prefix(10).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
