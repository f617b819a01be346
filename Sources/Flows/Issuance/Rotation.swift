package import TenantModel
package import World

/// What the use of a refresh token does to it (RFC 9700 §4.14.2).
///
/// A token that does not rotate stays, and its idle time starts again. A rotating one is replaced. If it is used again
/// after its leeway, or after its successor was used, somebody has a copy: then the whole family ends.
package enum Rotation {
    package enum Decision: Hashable, Sendable {
        case stays(DeviceCredential)
        case replaced(DeviceCredential, by: DeviceCredential)
        case betrayed
    }

    /// The id and the text of a new refresh token.
    package struct Fresh: Hashable, Sendable {
        package let id: Identifier<DeviceCredential>
        package let secret: String

        package init(id: Identifier<DeviceCredential>, secret: String) {
            self.id = id
            self.secret = secret
        }
    }

    /// Why a refresh token is refused.
    package enum Refusal: Error, Hashable, Sendable {
        case unknown
        /// The token was used before, so a copy of it exists; its whole family is revoked.
        case betrayed
    }

    /// Decides what a use does to the token.
    ///
    /// - Parameters:
    ///   - isSuccessorUsed: true if a token that replaced this one has been replaced in turn.
    ///   - fresh: id and text for the successor; nil if the token does not rotate.
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
    /// True if a token that replaced this one has been replaced in turn.
    package func isSuccessorUsed(of device: DeviceCredential) -> Bool {
        device.successors.contains { self.device($0)?.replacedAt != nil }
    }

    /// Uses a refresh token.
    ///
    /// - Returns: its successor; nil if the token stays. A refusal is returned and not thrown, because throwing would
    ///   roll the end of the family back.
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

    /// Revokes every refresh token that rotation has made of the same first one.
    package mutating func revokeFamily(of device: DeviceCredential) {
        for member in family(device.family) { revoke(member) }
    }
}
