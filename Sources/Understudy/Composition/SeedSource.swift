import Crypto
import Tenancy
import SeedReader
package import TenantModel
import World

/// What a kept tenant was read from, so that a later start can tell whether that has changed.
package struct SeedSource: Hashable, Sendable {
    struct File: Hashable, Sendable {
        /// Absolute, or what stands for a file where the seed was none.
        let path: String
        let hash: String
    }

    /// The seed first, then what it names.
    let files: [File]
    /// Paths of the overlays among them, in their order.
    let overlays: [String]
    /// By root key of the seed format.
    let parts: [String: String]
    /// What times that the seed leaves out were filled in with.
    let readAt: Timestamp
    /// Ports that the tenant has for itself, to be opened again at a later start.
    var ports: OwnPorts?

    init(files: [File], overlays: [String] = [], seed: TenantSeed, readAt: Timestamp) {
        self.files = files
        self.overlays = overlays
        self.readAt = readAt
        var parts: [String: String] = [:]
        for member in SeedWriter.document(of: seed.withoutPeople).members {
            parts[member.name] = Self.hash(member.value.serialized)
        }
        parts["users"] = Self.hash(of: seed.users)
        parts["devices"] = Self.hash(of: seed.devices)
        self.parts = parts
    }

    /// That of a tenant which was made of nothing that could change.
    init(_ seed: TenantSeed, ports: OwnPorts?) {
        self.init(files: [], seed: seed, readAt: .earliest)
        self.ports = ports
    }

    /// Root keys whose meaning differs, in alphabetical order; a comment changes none.
    func differences(from other: SeedSource) -> [String] {
        Set(parts.keys).union(other.parts.keys).filter { parts[$0] != other.parts[$0] }.sorted()
    }

    /// Whether every file still has the bytes it was read as.
    func isUnchanged(_ read: (String) -> [UInt8]?) -> Bool {
        files.allSatisfy { file in read(file.path).map { Self.hash($0) == file.hash } ?? false }
    }

    static func hash(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

    private static func hash(of things: [some Recorded]) -> String {
        var hash = SHA256()
        for thing in things { hash.update(data: thing.record.serialized) }
        return Self.hash(Array(hash.finalize()))
    }
}

extension SeedSource: Recorded {
    package var record: JSONObject {
        var record: JSONObject = [
            "files": .array(files.map { ["path": .string($0.path), "sha256": .string($0.hash)] }),
            "parts": .object(JSONObject(parts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            "read_at": .integer(Int(readAt.milliseconds)),
        ]
        if let ports { record["ports"] = ["http": .integer(ports.http), "https": .integer(ports.https)] }
        if !overlays.isEmpty { record["overlays"] = .array(overlays.map(JSONValue.string)) }
        return record
    }

    package init(record: RecordReader) throws(RecordFault) {
        files = try record.things("files")
        overlays = try record.texts("overlays")
        let hashes = try record.object("parts")
        var parts: [String: String] = [:]
        for part in hashes.members { parts[part.name] = part.value.text }
        self.parts = parts
        readAt = try record.instant("read_at")
        guard let ports = try record.optionalObject("ports") else { return }
        let reader = RecordReader(ports)
        self.ports = OwnPorts(http: try reader.integer("http"), https: try reader.integer("https"))
    }
}

extension SeedSource.File: Recorded {
    var record: JSONObject { ["path": .string(path), "sha256": .string(hash)] }

    init(record: RecordReader) throws(RecordFault) {
        path = try record.text("path")
        hash = try record.text("sha256")
    }
}

extension TenantSeed {
    /// The tenant's directory: what is said once, and does not change as people come and go.
    var withoutPeople: TenantSeed {
        var seed = self
        seed.users = []
        seed.devices = []
        return seed
    }
}
