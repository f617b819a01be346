/// `emulator.legacy`: switches of old behaviour that have no name in the Management API.
package struct LegacySwitches: Hashable, Sendable {
    package var disablesDelegationOfIDTokens = false
    package var disablesDelegationOfRefreshTokens = false
    package var managementTokens: Bool
    package var idTokenBearer: Bool
    package var tokenInfo: Bool
    package var resourceOwner: Bool
    /// `identities[].access_token` travels in profiles and id_tokens, as it did until 2016-08-18.
    package var providerTokensInProfiles: Bool

    package init(era: Era) {
        let isOld = era != .modern
        managementTokens = isOld
        idTokenBearer = isOld
        tokenInfo = isOld
        resourceOwner = isOld
        providerTokensInProfiles = era == .legacy
    }
}
