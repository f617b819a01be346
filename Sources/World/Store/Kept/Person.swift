import TenantModel

/// What a login does not change of a user.
///
/// Shared by the user's row and by every token that was issued to the user as they were then.
final class Person: Sendable {
    /// Its activity is nobody's: `KeptUser` has it.
    let user: User

    init(_ user: User) { self.user = user }
}

/// A user as a row: a login replaces the activity and keeps the person.
struct KeptUser: Sendable {
    let person: Person
    private var loginsCount: Int
    private var lastLogin: Timestamp?
    private var lastIP: String?
    private var updatedAt: Timestamp

    init(_ user: User) {
        person = Person(user)
        loginsCount = user.loginsCount
        lastLogin = user.lastLogin
        lastIP = user.lastIP
        updatedAt = user.updatedAt
    }

    var user: User {
        var user = person.user
        user.loginsCount = loginsCount
        user.lastLogin = lastLogin
        user.lastIP = lastIP
        user.updatedAt = updatedAt
        return user
    }

    mutating func noteLogin(from address: String?, at now: Timestamp) {
        loginsCount += 1
        lastLogin = now
        lastIP = address
        updatedAt = now
    }
}

extension KeptUser: Recorded {
    var record: JSONObject { user.record }

    init(record: RecordReader) throws(RecordFault) { self.init(try User(record: record)) }
}
