package import TenantModel

/// What a tenant was asked and what it did: the latest 1,000 requests, without secrets.
package typealias Journal = Ring<JournalEntry>

package struct JournalEntry: Hashable, Sendable {
    package var at: Timestamp
    package var requestID: String
    package var method: String
    /// Without its query, whose values may be secrets; `parameters` names them.
    package var path: String
    /// Names of query parameters, as sent.
    package var parameters: [String]
    package var status: Int
    /// The wire value of `error`, where the request was refused.
    package var error: String?
    package var notes: [String]

    package init(
        at: Timestamp,
        requestID: String,
        method: String,
        path: String,
        parameters: [String],
        status: Int,
        error: String?,
        notes: [String]
    ) {
        self.at = at
        self.requestID = requestID
        self.method = method
        self.path = path
        self.parameters = parameters
        self.status = status
        self.error = error
        self.notes = notes
    }
}

extension Ring<JournalEntry> {
    package static func journal() -> Journal { Journal(capacity: 1000) }
}
