package import TenantModel

extension Connection {
    /// What people call this connection: its display name, else the provider's own name, else the connection's.
    package var label: String { displayName ?? Self.providerNames[strategy.rawValue] ?? name }

    private static let providerNames: [String: String] = [
        "amazon": "Amazon", "apple": "Apple", "baidu": "Baidu", "bitbucket": "Bitbucket", "box": "Box",
        "dropbox": "Dropbox", "evernote": "Evernote", "facebook": "Facebook", "fitbit": "Fitbit", "github": "GitHub",
        "google-apps": "Google Workspace", "google-oauth2": "Google", "instagram": "Instagram", "line": "LINE",
        "linkedin": "LinkedIn", "office365": "Office 365", "paypal": "PayPal", "salesforce": "Salesforce",
        "shopify": "Shopify", "soundcloud": "SoundCloud", "thirtysevensignals": "37signals", "twitter": "Twitter",
        "vkontakte": "VKontakte", "waad": "Microsoft Azure AD", "weibo": "Weibo", "windowslive": "Microsoft Account",
        "wordpress": "WordPress", "yahoo": "Yahoo!", "yandex": "Yandex",
    ]
}
