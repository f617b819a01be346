import TenantModel
import Tokens

/// The add-on for Azure Blob Storage: the query of a shared access signature for a blob or a container.
enum AzureBlobAddon {
    /// The version of the storage service that defines this form of signature.
    private static let version = "2014-02-14"

    static func answer(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let account = try settings.demanded("accountName")
        let accessKey = try settings.demanded("storageAccessKey")
        let container = try settings.demanded("containerName")
        let blob = try settings.text("blobName")
        let identifier = try settings.text("signedIdentifier")
        let permissions = try letters(settings, of: blob == nil ? "container" : "blob")
        guard !permissions.isEmpty || identifier != nil else {
            throw settings.refusal("allows nothing: enable a permission or give a signedIdentifier")
        }
        let start = occasion.instant.wholeSeconds
        let expiry = try (occasion.instant + settings.expiration).wholeSeconds
        let resource = (["", account, container] + (blob.map { [$0] } ?? [])).joined(separator: "/")
        // The five empty fields after the version would override response headers (rscc, rscd, rsce, rscl, rsct).
        let signed = [permissions, start, expiry, resource, identifier ?? "", version, "", "", "", "", ""]
        let signature = try settings.signing(with: "storageAccessKey") { () throws(KeyError) in
            try SharedAccessSignature.storage(signed.joined(separator: "\n"), accessKey: accessKey)
        }
        let query: [(String, String?)] = [
            ("st", start), ("se", expiry), ("sp", permissions.isEmpty ? nil : permissions), ("si", identifier),
            ("sv", version), ("sr", blob == nil ? "c" : "b"), ("sig", signature),
        ]
        let text = query.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
        return DelegationAnswer(["azure_blob_sas": .string(text.joined(separator: "&"))])
    }

    /// The letters of the enabled permissions, in the order that the service requires.
    private static func letters(_ settings: AddonSettings, of kind: String) throws(OAuthError) -> String {
        var letters = ""
        for (permission, letter) in [("read", "r"), ("write", "w"), ("delete", "d"), ("list", "l")]
        where try settings.flag("\(kind)_\(permission)") { letters += letter }
        return letters
    }
}

extension Timestamp {
    /// `2016-05-04T12:00:00Z`, rounded down.
    fileprivate var wholeSeconds: String { rfc3339.prefix(19) + "Z" }
}
