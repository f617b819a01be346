package import TenantModel
package import World

/// `auth0.users.updateUserMetadata` and `updateAppMetadata`: change the stored user.
package struct MetadataUpdate {
    private let request: RuleRequest

    package init(_ request: RuleRequest) { self.request = request }

    /// Merges the first level of the metadata; `null` removes a member, and an empty object removes all members.
    ///
    /// - Returns: the user after the change.
    /// - Throws: `RuleRequestRefusal` for an unknown user, and for names that metadata may not have.
    package func apply(to tenant: inout TenantState, at now: Timestamp) throws(RuleRequestRefusal) -> JSONValue {
        let (id, list, metadata) =
            switch request {
            case .updateUserMetadata(let id, let metadata): (id, \User.userMetadata, metadata)
            case .updateAppMetadata(let id, let metadata): (id, \User.appMetadata, metadata)
            }
        guard var user = tenant.user(id) else {
            throw .init(statusCode: 404, error: "Not Found", message: "The user does not exist.")
        }
        if let name = metadata.names.first(where: { $0.contains(".") || $0.hasPrefix("$") }) {
            throw .init(
                statusCode: 400,
                error: "Bad Request",
                message: "A name in metadata may not contain \".\" or begin with \"$\": \(name)"
            )
        }
        if list == \User.appMetadata, let name = metadata.names.first(where: Self.reserved.contains) {
            throw .init(
                statusCode: 400,
                error: "Bad Request",
                message: "app_metadata may not have a member called \(name)"
            )
        }
        // Refuse what could not be read back from an export or from a store.
        if let fault = SeedLimits.fault(in: .object(metadata)) {
            throw .init(statusCode: 400, error: "Bad Request", message: "The metadata \(fault)")
        }
        user[keyPath: list] = metadata.isEmpty ? JSONObject() : user[keyPath: list].merging(metadata).withoutNulls
        guard user[keyPath: list].members.count <= SeedLimits.mostMembers else {
            throw .init(
                statusCode: 400,
                error: "Bad Request",
                message: "The metadata of a user may have \(SeedLimits.mostMembers) members"
            )
        }
        guard user[keyPath: list].serializedText.utf8.count <= Self.mostBytes else {
            throw .init(
                statusCode: 413,
                error: "Payload Too Large",
                message: "The metadata of a user may take \(Self.mostBytes) bytes as JSON"
            )
        }
        user.updatedAt = now
        tenant.save(user)
        var answer: JSONObject = ["user_id": .string(user.id.rawValue)]
        answer["user_metadata"] = user.userMetadata.isEmpty ? nil : .object(user.userMetadata)
        answer["app_metadata"] = user.appMetadata.isEmpty ? nil : .object(user.appMetadata)
        return .object(answer)
    }

    /// A limit of this emulator.
    ///
    /// The real tenant allows 16 MB, which every login would hand to the rules.
    private static let mostBytes = 1 << 18

    private static let reserved: Set<String> = [
        "__tenant", "_id", "blocked", "clientID", "created_at", "email_verified", "email", "globalClientID",
        "global_client_id", "identities", "lastIP", "lastLogin", "loginsCount", "metadata",
        "multifactor_last_modified", "multifactor", "updated_at", "user_id",
    ]
}

extension JSONObject {
    fileprivate var withoutNulls: JSONObject {
        JSONObject(members.filter { !$0.value.isNull }.map { ($0.name, $0.value) })
    }
}
