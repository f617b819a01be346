import Tenancy
import TenantModel
import World

/// What a call of this library refused to do, in words.
public struct UnderstudyError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }

    /// Runs `work`; a refusal in OAuth's words becomes one in words alone.
    static func readable<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let refusal as OAuthError {
            throw UnderstudyError(refusal.reason)
        } catch let refusal as TenantRefusal {
            throw UnderstudyError(refusal.description)
        } catch let failure as StoreFailure {
            throw UnderstudyError(failure.description)
        }
    }

    static func object(_ text: String) throws(UnderstudyError) -> JSONObject {
        guard let object = (try? JSONValue(parsing: Array(text.utf8)))?.object else {
            throw UnderstudyError("claims must be a JSON object such as {\"https://example.com/roles\": [\"admin\"]}")
        }
        return object
    }

    static func instant(_ text: String) throws(UnderstudyError) -> Timestamp {
        guard let instant = Timestamp(rfc3339: text) else {
            throw UnderstudyError("\"\(text)\" is not an instant such as 2016-05-04T12:00:00Z")
        }
        return instant
    }
}
