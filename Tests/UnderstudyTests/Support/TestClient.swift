import Testing

/// The clients of `Fixtures/Seeds/tests.yaml`.
enum TestClient: String, CaseIterable, CustomTestStringConvertible {
    case legacy = "Legacy"
    case rawSecret = "Raw Secret"
    case asymmetric = "Asymmetric"
    case conformant = "Conformant"
    case spa = "Public"
    case native = "Native"
    case wildcard = "Wildcard"
    case codeOnly = "Code Only"
    case implicitOnly = "Implicit Only"
    case api = "API"

    var testDescription: String { rawValue }

    var id: String {
        switch self {
        case .legacy: "LegacyExampleOnly000000000000000"
        case .rawSecret: "RawSecretExampleOnly000000000000"
        case .asymmetric: "AsymmetricExampleOnly00000000000"
        case .conformant: "ConformantExampleOnly00000000000"
        case .spa: "PublicExampleOnly000000000000000"
        case .native: "NativeExampleOnly000000000000000"
        case .wildcard: "WildcardExampleOnly0000000000000"
        case .codeOnly: "CodeOnlyExampleOnly0000000000000"
        case .implicitOnly: "ImplicitOnlyExampleOnly000000000"
        case .api: "ApiExampleOnly000000000000000000"
        }
    }

    var secret: String {
        let text =
            "example-only-secret-of-\(rawValue.split(separator: " ").joined(separator: "-"))-never-use-it-elsewhere-"
        return text + String(repeating: "0", count: 64 - text.utf8.count)
    }

    var callback: String {
        switch self {
        case .legacy: "https://app.example/cb"
        case .rawSecret: "https://raw.example/cb"
        case .asymmetric: "https://rs.example/cb"
        case .conformant: "https://oidc.example/cb"
        case .spa: "https://spa.example/cb"
        case .native: "http://127.0.0.1/cb"
        case .wildcard: "https://a.app.example/cb"
        case .codeOnly: "https://code.example/cb"
        case .implicitOnly: "https://implicit.example/cb"
        case .api: ""
        }
    }
}

/// People of `Fixtures/Seeds/tests.yaml` who log in with a password.
enum Person {
    static let ada = (name: "ada@example.com", password: "Lovelace1815")
    static let grace = (name: "grace@example.com", password: "Hopper1906")
    static let blocked = (name: "blocked@example.com", password: "Blocked1815")
    static let adaID = "auth0|563f0e1d2c3b4a5968778695"
    static let database = "Username-Password-Authentication"
}
