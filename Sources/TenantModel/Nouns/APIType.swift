/// `api_type` of a delegation: the kind of token that is wanted.
///
/// All but `app` name the add-on of the target that the token is for.
package enum APIType: String, Hashable, Sendable, CaseIterable {
    /// Another client of the tenant; `auth0` is its old name.
    case app
    case aws
    case azureBlob = "azure_blob"
    case azureServiceBus = "azure_sb"
    case firebase
    case layer
    case salesforce = "salesforce_api"
    case salesforceSandbox = "salesforce_sandbox_api"
    case sap = "sap_api"
    case wams

    package init?(wire word: String) {
        self.init(rawValue: word == "auth0" ? Self.app.rawValue : word)
    }

    package var isAddon: Bool { self != .app }
}

extension Client {
    /// Settings of the add-on that `type` names; nil where it is not enabled.
    package func addon(_ type: APIType) -> JSONObject? { type.isAddon ? addons[type.rawValue]?.object : nil }

    /// What a delegation gives where none is named: the first add-on, in seed order, that can be a target, else `app`.
    package var defaultAPIType: APIType { addons.names.lazy.compactMap(APIType.init(rawValue:)).first ?? .app }
}
