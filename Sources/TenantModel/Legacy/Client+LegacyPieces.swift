/// What a client has to do with the old pipeline.
extension Client {
    /// What of the old pipeline this client may use by its own settings.
    package func mayUse(_ piece: LegacyPiece) -> Bool {
        switch piece {
        case .resourceOwner: !isConformant && !isMachine && allows(.legacyResourceOwner)
        case .socialAccessToken: !isConformant && !isMachine && allows(.legacyAccessToken)
        case .tokenInfo: !isConformant && !isMachine
        // An API hands no token in; it is what tokens are made for.
        case .delegationOfIDTokens: !isConformant && (isMachine || allows(.legacyDelegationOfIDToken))
        case .delegationOfRefreshTokens: !isConformant && !isMachine && allows(.legacyDelegationOfRefreshToken)
        case .delegationToAddons: defaultAPIType.isAddon
        case .foreignPasswordLogin: !isConformant && !isMachine
        case .providerTokensInProfiles: !isConformant && !isMachine
        case .selfSignedManagementToken: isGlobal
        case .idTokenAsBearer: !isMachine
        }
    }

    /// What it does, or has done for it.
    package func use(of piece: LegacyPiece) -> String {
        piece == .delegationOfIDTokens && isMachine
            ? "id_tokens that others ask for it at POST /delegation" : piece.call
    }

    /// It cannot keep a secret, nor a refresh token.
    var isInBrowser: Bool { appType == "spa" }

    /// An API or another machine: nobody logs in to it, and tokens are made for it.
    var isMachine: Bool { appType == "non_interactive" }
}
