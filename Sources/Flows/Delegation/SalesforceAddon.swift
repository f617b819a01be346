import TenantModel
import World

/// The add-on for Salesforce: a made-up answer of its token endpoint to a JWT bearer assertion.
enum SalesforceAddon {
    /// Makes up an answer.
    ///
    /// - Parameter host: the login host of production or of the sandboxes.
    static func answer(_ occasion: DelegationOccasion, host: String) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let consumer = try settings.demanded("clientid")
        let principal = try occasion.principal(try settings.text("principal") ?? "email")
        let community = try community(occasion)
        let made = occasion.fabrication(of: [consumer, principal, community ?? ""])
        // The ids of organisation and person must be the same in every answer, so they do not depend on the instant.
        let lasting = Fabrication(by: occasion.directory.emulator, about: [host, consumer])
        let organization = "00D" + lasting.text("organization", 12, of: .alphanumeric)
        let person = "005" + lasting.text("person \(principal)", 12, of: .alphanumeric)
        let instance = "https://" + lasting.text("instance", 8, of: .hexadecimal) + ".my.salesforce.com"
        var members: JSONObject = [
            "access_token": .string("\(organization)!" + made.text("access_token", 96, of: .alphanumeric)),
            "instance_url": .string(instance), "id": .string("https://\(host)/id/\(organization)/\(person)"),
            "token_type": "Bearer", "scope": "api id",
        ]
        members["sfdc_community_url"] = community.map(JSONValue.string)
        return DelegationAnswer(members, fabricatedFor: "Salesforce")
    }

    /// The address of the community that the request names (`community_name`, `community_url_section`), else the
    /// add-on.
    private static func community(_ occasion: DelegationOccasion) throws(OAuthError) -> String? {
        let settings = occasion.settings
        let asked = try (occasion.asked.text("community_name"), occasion.asked.text("community_url_section"))
        let own = try (settings.text("communityName"), settings.text("community_url_section"))
        let (name, section) = (asked.0 ?? own.0, asked.1 ?? own.1)
        guard let name, !name.isEmpty else { return nil }
        let isPlain = { (word: String) in word.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") } }
        if let word = [name, section ?? ""].first(where: { !isPlain($0) }) {
            throw settings.refusal(
                "has communities whose names are letters, digits and hyphens, not \"\(word.prefix(80))\""
            )
        }
        return "https://\(name).force.com" + (section.map { "/\($0)" } ?? "")
    }
}
