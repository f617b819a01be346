package import TenantModel

/// The answer to a popup of auth0.js (`owp=true`): a text in the form of the WinChan library, posted to the window that
/// opened the popup.
package struct PopupResponsePage: Page {
    package static let template = PageTemplate(
        markup: PackageResources.popup_response_mustache,
        script: PackageResources.popup_response_js
    )

    package enum Answer: Hashable, Sendable {
        /// `{"a":"response","d":{…}}`
        case response(JSONObject)
        /// `{"a":"error","d":"…"}`
        case error(String)

        fileprivate var message: JSONObject {
            switch self {
            case .response(let members): ["a": "response", "d": .object(members)]
            case .error(let why): ["a": "error", "d": .string(why)]
            }
        }
    }

    private let message: String
    private let origins: String

    /// - Parameter origins: those of the client; the browser delivers to none but the opener's own.
    package init(_ answer: Answer, origins: [String]) {
        message = answer.message.serializedText
        self.origins = JSONValue.array(origins.map(JSONValue.string)).serializedText
    }
}
