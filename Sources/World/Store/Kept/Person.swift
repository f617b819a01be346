import TenantModel

/// The part of a user that a login does not change.
///
/// The user's row shares it with every token that was issued while the user was like this.
final class Person: Sendable {
    /// The user.
    ///
    /// Do not read the login counters and dates here: `KeptUser` has the current ones.
    let user: User

    init(_ user: User) { self.user = user }
}

/// The row of a user: a login changes the counters and dates and keeps the `person`.
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
