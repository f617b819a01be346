import TenantModel

/// The words by which the parts of a seed refer to clients and connections.
///
/// A reference may be a name or an id, and names are tried first. So a client's id is written, unless it is also the
/// name of another client.
struct SeedNames {
    private var clients = Directory<Client>(kind: "client")
    private var connections = Directory<Connection>(kind: "connection")
    private let clientNames: [Identifier<Client>: String]
    private let connectionNames: [Identifier<Connection>: String]
    private let kinds: [String: Strategy]

    init(of seed: TenantSeed) {
        for client in seed.clients { clients.add(client.id, named: client.name) }
        for connection in seed.connections { connections.add(connection.id, named: connection.name) }
        clientNames = Dictionary(seed.clients.map { ($0.id, $0.name) }) { first, _ in first }
        connectionNames = Dictionary(seed.connections.map { ($0.id, $0.name) }) { first, _ in first }
        kinds = Dictionary(seed.connections.map { ($0.name, $0.strategy) }) { first, _ in first }
    }

    func word(for client: Identifier<Client>) -> String {
        Self.word(for: client, clients, clientNames[client])
    }

    /// The connection's name if it is unambiguous, because it tells a reader more than the id.
    func word(for connection: Identifier<Connection>) -> String {
        let name = connectionNames[connection]
        if let name, connections.find(name) == [connection] { return name }
        return Self.word(for: connection, connections, name)
    }

    func strategy(ofConnection name: String) -> Strategy? { kinds[name] }

    private static func word<Of>(for id: Identifier<Of>, _ directory: Directory<Of>, _ name: String?) -> String {
        let isTaken = ![[], [id]].contains(directory.find(id.rawValue))
        return isTaken ? name ?? id.rawValue : id.rawValue
    }
}
