package import TenantModel

extension TenantSnapshot {
    /// The seed of a tenant that begins in the state of this snapshot.
    ///
    /// - Parameter seed: the tenant's seed; settings, clients and connections are taken from it.
    package func seed(beside seed: TenantSeed) -> TenantSeed {
        var seed = seed
        seed.emulator.clock =
            switch moment.clock {
            case .machine: .real
            case .frozen(let instant): .frozen(instant)
            case .running: .running(from: label.at)
            }
        seed.emulator.entropy = moment.entropy
        seed.emulator.drawn = [:]
        for (kind, ordinal) in moment.ordinals { seed.emulator.drawn[kind.rawValue] = ordinal }
        seed.users = state.users.numbered.map(\.row.user)
        seed.devices = state.devices.numbered.map(\.row.credential)
        seed.issued = state.issued
        return seed
    }
}

extension TenantState {
    fileprivate var issued: IssuedThings {
        var issued = IssuedThings()
        issued.sessions = sessions.numbered.map(\.row)
        issued.pendingLogins = pendingLogins.numbered.map(\.row)
        issued.pausedLogins = pausedLogins.numbered.map(\.row)
        issued.providerAnswers = providerAnswers.numbered.map(\.row)
        issued.loginTickets = loginTickets.numbered.map(\.row)
        issued.codes = codes.numbered.map(\.row)
        issued.accessTokens = accessTokens.numbered.map(\.row.token)
        issued.idTokens = idTokens.numbered.map(\.row)
        issued.idTokensIssued = idTokensIssued
        return issued
    }
}
