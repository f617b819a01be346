/// A thing that a tenant keeps, as JSON and back: what the digest hashes, a store writes and an export carries.
///
/// This folder has one file for each kind. What is nil, empty or the usual is left out, so that a new property does not
/// change what was written before it existed.
package protocol Recorded: Sendable {
    var record: JSONObject { get }

    /// - Throws: `RecordFault` for what no `record` looks like.
    init(record: RecordReader) throws(RecordFault)
}

extension Recorded {
    package init(record: JSONObject) throws(RecordFault) { try self.init(record: RecordReader(record)) }
}

/// A member that is missing, or is not what it should be.
package struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let member: String
    /// Which record, where that is known: its table and number.
    package let place: String?

    package init(member: String, in place: String? = nil) {
        self.member = member
        self.place = place
    }

    package var description: String {
        (place.map { "\($0): " } ?? "") + "\"\(member)\" is missing, or is not what it should be"
    }
}
