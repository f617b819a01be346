import TenantModel

/// The part of a refresh token that many share: everything but its user, its ids, its secret and its times.
final class DeviceGrounds: Shareable {
    let shape: DeviceCredential

    init(_ device: DeviceCredential) {
        var shape = device
        (shape.id, shape.family, shape.user, shape.secret) = ("", "", "", "")
        (shape.createdAt, shape.begunAt, shape.expiresAt) = (.earliest, .earliest, nil)
        (shape.replacedAt, shape.successors) = (nil, [])
        (shape.authenticatedAt, shape.sessionID) = (.earliest, nil)
        self.shape = shape
    }

    var key: SharingKey {
        var key = SharingKey()
        key.append(shape.kind.rawValue)
        key.append(shape.client.rawValue)
        key.append(shape.deviceName)
        key.append(shape.connection)
        key.append(shape.scope.words)
        key.append(shape.audience)
        key.append(shape.deviceID)
        key.append(shape.showsAuthTime ? "1" : "0")
        return key
    }

    func isEqual(to other: DeviceGrounds) -> Bool { shape == other.shape }
}

/// The row of a refresh token or of a device's public key.
struct KeptDevice: Sendable {
    /// When and by what rotation has replaced the token.
    ///
    /// It is an object of its own because few rows have one.
    private final class Replacement: Sendable {
        let at: Timestamp?
        let successors: [Identifier<DeviceCredential>]

        init(at: Timestamp?, successors: [Identifier<DeviceCredential>]) {
            self.at = at
            self.successors = successors
        }
    }

    let id: Identifier<DeviceCredential>
    let family: Identifier<DeviceCredential>
    let user: Identifier<User>
    let secret: String
    let createdAt: Timestamp
    private let begunAt: Timestamp
    private let authenticatedAt: Timestamp
    private let sessionID: String?
    let end: RowEnd
    private let replacement: Replacement?
    private let grounds: DeviceGrounds

    init(_ device: DeviceCredential, _ pool: SharingPool<DeviceGrounds>) {
        id = device.id
        family = device.family
        user = device.user
        secret = device.secret
        createdAt = device.createdAt
        begunAt = device.begunAt
        authenticatedAt = device.authenticatedAt
        sessionID = device.sessionID
        end = RowEnd(device.expiresAt)
        let isReplaced = device.replacedAt != nil || !device.successors.isEmpty
        replacement = isReplaced ? Replacement(at: device.replacedAt, successors: device.successors) : nil
        grounds = pool.shared(DeviceGrounds(device))
    }

    var credential: DeviceCredential {
        var device = grounds.shape
        (device.id, device.family, device.user, device.secret) = (id, family, user, secret)
        (device.createdAt, device.begunAt, device.expiresAt) = (createdAt, begunAt, end.instant)
        (device.replacedAt, device.successors) = (replacement?.at, replacement?.successors ?? [])
        (device.authenticatedAt, device.sessionID) = (authenticatedAt, sessionID)
        return device
    }

    var client: Identifier<Client> { grounds.shape.client }
    var isRefreshToken: Bool { grounds.shape.isRefreshToken }
    var isReplaced: Bool { replacement?.at != nil }
}

extension KeptDevice: Recorded {
    var record: JSONObject { credential.record }

    init(record: RecordReader) throws(RecordFault) {
        self.init(try DeviceCredential(record: record), SharingPool())
    }
}
