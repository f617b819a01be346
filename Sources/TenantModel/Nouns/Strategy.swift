/// `strategy` of a connection: the kind of identity provider behind it; also the `provider` of its identities.
package struct Strategy: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let auth0 = Strategy(rawValue: "auth0")

    package enum Kind: String, Sendable { case database, social, passwordless, enterprise }

    package var kind: Kind {
        switch rawValue {
        case "auth0": .database
        case "email", "sms": .passwordless
        case "ad", "adfs", "auth0-adldap", "auth0-oidc", "custom", "google-apps", "ip", "office365", "oidc", "okta",
            "pingfederate", "samlp", "sharepoint", "waad":
            .enterprise
        default: .social
        }
    }

    /// The strategies that the Management API documents.
    package static let known: [String] = [
        "ad", "adfs", "amazon", "apple", "auth0", "auth0-adldap", "auth0-oidc", "baidu", "bitbucket", "bitly", "box",
        "custom", "daccount", "dropbox", "dwolla", "email", "evernote", "evernote-sandbox", "exact", "facebook",
        "fitbit", "github", "google-apps", "google-oauth2", "instagram", "ip", "line", "linkedin", "oauth1", "oauth2",
        "office365", "oidc", "okta", "paypal", "paypal-sandbox", "pingfederate", "planningcenter", "salesforce",
        "salesforce-community", "salesforce-sandbox", "samlp", "sharepoint", "shop", "shopify", "sms", "soundcloud",
        "thirtysevensignals", "twitter", "untappd", "vkontakte", "waad", "weibo", "windowslive", "wordpress", "yahoo",
        "yandex",
    ]
}
