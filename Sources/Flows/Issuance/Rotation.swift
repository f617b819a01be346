package import TenantModel
package import World

/// What the use of a refresh token does to it (RFC 9700 §4.14.2; Management API §10.7).
///
/// One that does not rotate stays, and its idle time begins anew. One that rotates is replaced; used again after its
/// leeway, or after its successor was used, it betrays that somebody has a copy, and its whole family ends.
package enum Rotation {
    package enum Decision: Hashable, Sendable {
        case stays(DeviceCredential)
        case replaced(DeviceCredential, by: DeviceCredential)
        case betrayed
    }

    /// What a successor is to be known by.
    package struct Fresh: Hashable, Sendable {
        package let id: Identifier<DeviceCredential>
        package let secret: String

        package init(id: Identifier<DeviceCredential>, secret: String) {
            self.id = id
            self.secret = secret
        }
    }

    /// Why a refresh token gives nothing.
    package enum Refusal: Error, Hashable, Sendable {
        case unknown
        /// Its family has ended with this use.
        case betrayed
    }

    /// - Parameters:
    ///   - isSuccessorUsed: one that replaced it has been replaced in turn.
    ///   - fresh: id and text of the successor; nil: the token does not rotate.
    package static func decide(
        _ device: DeviceCredential,
        under policy: RefreshTokenPolicy,
        isSuccessorUsed: Bool,
        at now: Timestamp,
        fresh: Fresh?
    ) -> Decision {
        var device = device
        guard let fresh else {
            device.expiresAt = policy.expiry(usedAt: now, since: device.begunAt)
            return .stays(device)
        }
        guard !isBetrayed(device, under: policy, isSuccessorUsed: isSuccessorUsed, at: now) else { return .betrayed }
        var successor = device
        successor.id = fresh.id
        successor.secret = fresh.secret
        successor.createdAt = now
        successor.replacedAt = nil
        successor.successors = []
        successor.expiresAt = policy.expiry(usedAt: now, since: device.begunAt)
        device.replacedAt = device.replacedAt ?? now
        device.successors.append(successor.id)
        return .replaced(device, by: successor)
    }

    package static func isBetrayed(
        _ device: DeviceCredential,
        under policy: RefreshTokenPolicy,
        isSuccessorUsed: Bool,
        at now: Timestamp
    ) -> Bool {
        guard let replacedAt = device.replacedAt else { return false }
        return isSuccessorUsed || replacedAt + policy.leeway <= now
    }
}

extension TenantState {
    /// One that replaced it has been replaced in turn.
    package func isSuccessorUsed(of device: DeviceCredential) -> Bool {
        device.successors.contains { self.device($0)?.replacedAt != nil }
    }

    /// Uses a refresh token.
    ///
    /// - Returns: its successor; nil where it stays. A refusal is a value: what it ended must stay ended.
    package mutating func spend(
        _ id: Identifier<DeviceCredential>,
        under policy: RefreshTokenPolicy,
        at now: Timestamp,
        fresh: Rotation.Fresh?
    ) -> Result<DeviceCredential?, Rotation.Refusal> {
        guard let device = device(id), !device.isOver(at: now) else { return .failure(.unknown) }
        let isSuccessorUsed = isSuccessorUsed(of: device)
        switch Rotation.decide(device, under: policy, isSuccessorUsed: isSuccessorUsed, at: now, fresh: fresh) {
        case .stays(let device):
            save(device)
            return .success(nil)
        case .replaced(let device, let successor):
            save(device)
            save(successor)
            return .success(successor)
        case .betrayed:
            revokeFamily(of: device)
            return .failure(.betrayed)
        }
    }

    /// Every refresh token that came of one login.
    package mutating func revokeFamily(of device: DeviceCredential) {
        for member in family(device.family) { revoke(member) }
    }
}
