import TenantModel
import Testing
import Tokens
import UnderstudyTesting

extension Exchange.Response {
    /// The members of a JSON answer; empty for anything else.
    var json: JSONObject { (try? JSONValue(parsing: body))?.object ?? JSONObject() }

    /// `401 access_denied: Unauthorized`: status and both members of a refusal in one line.
    var refusal: String {
        "\(status) \(json["error"]?.text ?? "-"): \(json["error_description"]?.text ?? "-")"
    }

    /// What a redirect's fragment or query says of a refusal, in one line.
    var redirectedRefusal: String {
        let place = location
        let error = place?.fragment("error") ?? place?.query("error") ?? "-"
        return "\(error): \(place?.fragment("error_description") ?? place?.query("error_description") ?? "-")"
    }

    /// The text of `#error-code` and `#error-description` of an error page, with its status.
    var page: String {
        func text(_ id: String) -> String {
            guard let start = self.text.firstRange(of: "id=\"\(id)\"") else { return "-" }
            return String(self.text[start.upperBound...].drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })
        }
        return "\(status) \(text("error-code")): \(text("error-description"))"
    }

    var isErrorPage: Bool { status >= 400 && fields["Location"] == nil && text.contains("id=\"error-code\"") }
}

extension String {
    /// What a token says, not verified; empty for a text that is no token.
    var claims: JSONObject { (try? CompactJWS(parsing: self))?.unverifiedClaims ?? JSONObject() }
    var tokenHeader: JSONObject { (try? CompactJWS(parsing: self))?.header ?? JSONObject() }

    /// Repeated, in case the test wants something long.
    func times(_ count: Int) -> String { String(repeating: self, count: count) }
}

extension Exchange.Response {
    /// What it sets.
    var cookies: [Cookie] {
        var jar = CookieJar()
        jar.take(self)
        return jar.cookies
    }
}
