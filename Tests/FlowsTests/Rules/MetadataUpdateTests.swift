import Flows
import TenantModel
import Testing
import World

/// `auth0.users.updateUserMetadata` and `updateAppMetadata`.
@Suite("Metadata that a rule changes")
struct MetadataUpdateTests {
    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case user = "user_metadata"
        case app = "app_metadata"

        var testDescription: String { rawValue }
        var list: WritableKeyPath<User, JSONObject> { self == .user ? \.userMetadata : \.appMetadata }
        var other: Kind { self == .user ? .app : .user }

        func request(_ id: Identifier<User>, _ metadata: JSONObject) -> RuleRequest {
            self == .user ? .updateUserMetadata(id, metadata) : .updateAppMetadata(id, metadata)
        }
    }

    private static let ada: Identifier<User> = "auth0|563f0e1d2c3b4a5968778695"
    private static let later = TestDirectory.noon + .seconds(60)

    private func tenant(_ kind: Kind, with stored: JSONObject) throws -> TenantState {
        var state = TenantState(seed: try TestDirectory.seed(), directory: try TestDirectory.of())
        var user = try #require(state.user(Self.ada))
        user[keyPath: kind.list] = stored
        user[keyPath: kind.other.list] = ["other": true]
        state.save(user)
        return state
    }

    static let changes: [(JSONObject, JSONObject, JSONObject)] = [
        (["a": 1, "b": 1], ["a": 2], ["a": 2, "b": 1]), (["a": 1], ["b": 2], ["a": 1, "b": 2]),
        (["x": ["j": 1]], ["x": ["k": 2]], ["x": ["k": 2]]), (["a": 1, "b": 1], ["a": nil], ["b": 1]),
        (["a": 1], ["nothing": nil], ["a": 1]), (["a": 1], ["a": nil], [:]), (["a": 1, "b": ["c": 2]], [:], [:]),
        ([:], ["a": 1], ["a": 1]), (["a": [1, 2]], ["a": [3]], ["a": [3]]),
        ([:], ["x": ["deep": nil]], ["x": ["deep": nil]]),
    ]

    @Test("is merged at its first level; null removes a member, {} them all", arguments: Kind.allCases, changes)
    func merge(_ kind: Kind, _ change: (stored: JSONObject, sent: JSONObject, left: JSONObject)) throws {
        var tenant = try tenant(kind, with: change.stored)
        let answer = try MetadataUpdate(kind.request(Self.ada, change.sent)).apply(to: &tenant, at: Self.later)
        let user = try #require(tenant.user(Self.ada))
        #expect(user[keyPath: kind.list] == change.left)
        #expect(user[keyPath: kind.other.list] == ["other": true])
        #expect(user.updatedAt == Self.later)
        #expect(answer.object?["user_id"] == .string(Self.ada.rawValue))
        #expect(answer.object?[kind.rawValue] == (change.left.isEmpty ? nil : .object(change.left)))
        #expect(answer.object?[kind.other.rawValue] == ["other": true])
    }

    /// Metadata that no export could give back; its own description would be pages long.
    struct TooLarge: CustomTestStringConvertible {
        let testDescription: String
        let metadata: JSONObject
    }

    static let tooLarge: [TooLarge] = {
        let many = JSONObject((0...1000).map { ("m\($0)", 1) })
        let deep = (0..<70).reduce(["end": 1] as JSONObject) { inner, _ in ["a": .object(inner)] }
        let long: JSONObject = [String(repeating: "x", count: 1023): 1]
        let invisible: JSONObject = [String(repeating: "\u{1}", count: 400): 1]
        return [
            .init(testDescription: "a long name", metadata: long),
            .init(testDescription: "a name of invisible signs", metadata: ["a": .array([.object(invisible)])]),
            .init(testDescription: "many members", metadata: many),
            .init(testDescription: "many members below", metadata: ["a": .object(many)]),
            .init(testDescription: "many levels", metadata: deep),
        ]
    }()

    @Test("that could not be read again is refused, and nothing changes", arguments: Kind.allCases, tooLarge)
    func unreadable(_ kind: Kind, _ row: TooLarge) throws {
        var tenant = try tenant(kind, with: ["a": 1])
        let before = tenant.digest
        let refusal = #expect(throws: RuleRequestRefusal.self) {
            try MetadataUpdate(kind.request(Self.ada, row.metadata)).apply(to: &tenant, at: Self.later)
        }
        #expect(refusal?.statusCode == 400 && refusal?.message.contains("metadata") == true)
        #expect(tenant.digest == before)
    }

    @Test("may not grow beyond its bound in small steps", arguments: Kind.allCases)
    func manySteps(_ kind: Kind) throws {
        var tenant = try tenant(kind, with: JSONObject((0..<1000).map { ("m\($0)", .integer($0)) }))
        #expect(throws: RuleRequestRefusal.self) {
            try MetadataUpdate(kind.request(Self.ada, ["one more": 1])).apply(to: &tenant, at: Self.later)
        }
    }

    @Test("is somebody's: an unknown user is refused", arguments: Kind.allCases)
    func unknownUser(_ kind: Kind) throws {
        var tenant = try tenant(kind, with: [:])
        let before = tenant.digest
        #expect(throws: RuleRequestRefusal(statusCode: 404, error: "Not Found", message: "The user does not exist.")) {
            try MetadataUpdate(kind.request("auth0|nobody", ["a": 1])).apply(to: &tenant, at: Self.later)
        }
        #expect(tenant.digest == before)
    }

    @Test("has no dotted names, nor such as begin with $", arguments: Kind.allCases, ["a.b", ".", "$set", "$"])
    func names(_ kind: Kind, _ name: String) throws {
        var tenant = try tenant(kind, with: ["a": 1])
        let before = tenant.digest
        let refusal = #expect(throws: RuleRequestRefusal.self) {
            try MetadataUpdate(kind.request(Self.ada, ["fine": 1, name: 2])).apply(to: &tenant, at: Self.later)
        }
        #expect(refusal?.statusCode == 400)
        #expect(refusal?.message.contains(name) == true)
        #expect(tenant.digest == before, "not even its other members")
    }

    static let reserved = [
        "__tenant", "_id", "blocked", "clientID", "created_at", "email_verified", "email", "globalClientID",
        "global_client_id", "identities", "lastIP", "lastLogin", "loginsCount", "metadata",
        "multifactor_last_modified", "multifactor", "updated_at", "user_id",
    ]

    @Test("may in app_metadata not be called what the tenant keeps itself", arguments: reserved)
    func ownNames(_ name: String) throws {
        var tenant = try tenant(.app, with: [:])
        let before = tenant.digest
        let refusal = #expect(throws: RuleRequestRefusal.self) {
            try MetadataUpdate(.updateAppMetadata(Self.ada, [name: "mine"])).apply(to: &tenant, at: Self.later)
        }
        #expect(refusal?.statusCode == 400)
        #expect(tenant.digest == before)
        _ = try MetadataUpdate(.updateUserMetadata(Self.ada, [name: "mine"])).apply(to: &tenant, at: Self.later)
        #expect(tenant.user(Self.ada)?.userMetadata[name] == "mine", "in user_metadata it may")
    }
}
