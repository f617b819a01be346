/// Which pieces of the old pipeline a tenant has at an instant.
///
/// Its switches decide, and its birthday and its clock against Auth0's calendar.
package struct LegacyPolicy: Sendable {
    package enum Verdict: Hashable, Sendable {
        case works
        /// A switch of the tenant's.
        case switchedOff
        /// The tenant is too young.
        case neverHad(since: Timestamp)
        case ended(at: Timestamp)
    }

    private let switches: LegacySwitches
    private let createdAt: Timestamp?
    private let hasAddon: Bool
    private let now: Timestamp

    /// - Parameter hasAddon: some client has an add-on that delegation can be for.
    package init(_ emulator: EmulatorSettings, hasAddon: Bool, at now: Timestamp) {
        switches = emulator.legacy
        createdAt = emulator.createdAt
        self.hasAddon = hasAddon
        self.now = now
    }

    package func has(_ piece: LegacyPiece) -> Bool { verdict(on: piece) == .works }

    package func verdict(on piece: LegacyPiece) -> Verdict {
        guard switches.allow(piece) else { return .switchedOff }
        // Without a birthday time takes nothing away.
        guard let createdAt else { return .works }
        let entry = LegacyCalendar.entry(piece)
        let isKept = piece == .delegationToAddons && hasAddon
        if let day = entry.onlyTenantsBefore, createdAt >= day, !isKept { return .neverHad(since: day) }
        if let day = entry.endsAt, now >= day { return .ended(at: day) }
        return .works
    }
}

extension LegacyPolicy.Verdict {
    /// For the journal and the command line: why it does not work; nil where it does.
    package var reason: String? {
        switch self {
        case .works: nil
        case .switchedOff: "switched off in the seed (emulator.legacy, tenant.flags or era)"
        case .neverHad(let day): "tenants created on \(day.day) or later never had it"
        case .ended(let day): "ended on \(day.day)"
        }
    }
}

extension LegacySwitches {
    fileprivate func allow(_ piece: LegacyPiece) -> Bool {
        switch piece {
        case .resourceOwner: resourceOwner
        case .tokenInfo: tokenInfo
        case .delegationOfIDTokens: !disablesDelegationOfIDTokens
        case .delegationOfRefreshTokens: !disablesDelegationOfRefreshTokens
        case .providerTokensInProfiles: providerTokensInProfiles
        case .selfSignedManagementToken: managementTokens
        case .idTokenAsBearer: idTokenBearer
        case .socialAccessToken, .delegationToAddons, .foreignPasswordLogin: true
        }
    }
}

extension [Client] {
    /// Some client has an add-on that delegation can be for.
    package var haveAddon: Bool { contains { $0.defaultAPIType.isAddon } }
}
