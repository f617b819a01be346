package import TenantModel

/// The latest 1,000 requests to a tenant and what became of them, without secrets.
package typealias Journal = Ring<JournalEntry>

package struct JournalEntry: Hashable, Sendable {
    package var at: Timestamp
    package var requestID: String
    package var method: String
    /// The path without the query, whose values may be secrets; `parameters` has the names.
    package var path: String
    /// The names of the query's parameters, as sent.
    package var parameters: [String]
    package var status: Int
    /// Nil if the request was answered and the page that asked may read the answer.
    package var refusal: Refusal?
    package var notes: [String]

    package struct Refusal: Hashable, Sendable {
        /// The wire value of `error`; nil if the request was answered, but the browser keeps the answer from the page.
        package var error: String?
        /// What was wrong, in the words of the flow that refused.
        package var reason: String
        package var client: Identifier<Client>?
        package var user: Identifier<User>?

        package init(
            error: String?,
            reason: String,
            client: Identifier<Client>? = nil,
            user: Identifier<User>? = nil
        ) {
            self.error = error
            self.reason = reason
            self.client = client
            self.user = user
        }
    }

    package init(
        at: Timestamp,
        requestID: String,
        method: String,
        path: String,
        parameters: [String],
        status: Int,
        refusal: Refusal?,
        notes: [String]
    ) {
        self.at = at
        self.requestID = requestID
        self.method = method
        self.path = path
        self.parameters = parameters
        self.status = status
        self.refusal = refusal
        self.notes = notes
    }
}

extension Ring<JournalEntry> {
    package static func journal() -> Journal { Journal(capacity: 1000) }
}
