import TenantModel
import Tokens

/// The add-on for Azure Service Bus: a shared access signature for an entity of a namespace.
enum AzureServiceBusAddon {
    static func answer(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let namespace = try settings.demanded("namespace")
        let keyName = try settings.demanded("sasKeyName")
        let key = try settings.demanded("sasKey")
        let entity = try settings.text("entityPath") ?? ""
        let uri = "http://\(namespace).servicebus.windows.net/\(entity)".lowercased()
        let resource = PercentEncoding.encode(uri)
        let expiry = try (occasion.instant + settings.expiration).numericDate
        let signature = try settings.signing(with: "sasKey") { () throws(KeyError) in
            try SharedAccessSignature.serviceBus("\(resource)\n\(expiry)", key: key)
        }
        let text =
            "SharedAccessSignature sig=\(PercentEncoding.encode(signature))&se=\(expiry)"
            + "&skn=\(PercentEncoding.encode(keyName))&sr=\(resource)"
        return DelegationAnswer(["azure_sb_sas": .string(text)])
    }
}
