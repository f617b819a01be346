package import TenantModel
package import World

/// The client that asks (`source`), the client that the token is for (`target`), and the checks that allow it.
package struct DelegationTerms: Sendable {
    package let source: Client
    package let target: Client
    package let apiType: APIType
    /// The kind of delegation, by which the tenant's calendar says whether it still works.
    package let piece: LegacyPiece

    /// Finds clients and kind.
    ///
    /// - Throws: `unauthorized_client` for an unknown client; `invalid_request` for a target that is unknown or lacks
    ///   the add-on.
    package init(_ asked: DelegationParameters, in directory: TenantDirectory) throws(OAuthError) {
        guard let source = Self.client(asked.client, in: directory) else {
            throw .unknownClient(directory.noClient(called: asked.client.rawValue))
        }
        guard let target = Self.client(asked.target ?? asked.client, in: directory) else {
            throw .invalidRequest("the target was not found").because(
                directory.noClient(called: asked.target?.rawValue ?? asked.client.rawValue, in: "target")
            )
            .about(client: source.id)
        }
        self.source = source
        self.target = target
        apiType = try Self.apiType(asked.apiType, of: target)
        piece =
            switch (apiType, asked.presented) {
            case (.app, .idToken): .delegationOfIDTokens
            case (.app, .refreshToken): .delegationOfRefreshTokens
            default: .delegationToAddons
            }
    }

    /// Checks that the source may have a token for the target.
    ///
    /// - Throws: `unauthorized_client` for a grant that the client lacks; `invalid_request` if the id_token is for, or
    ///   asked by, a conformant client; `access_denied` if the target's list does not name the client.
    package func permit(_ presented: DelegationParameters.Presented) throws(OAuthError) {
        try Self.checkGrant(presented, of: source)
        if apiType == .app, source.isConformant || target.isConformant {
            throw .invalidRequest("OIDC conformant clients cannot use /delegation")
                .because("\(source.isConformant ? source.name : target.name) has oidc_conformant: true")
                .about(client: source.id)
        }
        guard target.admits(source) else {
            throw OAuthError(
                .accessDenied,
                "Client \(source.id) is not allowed to request delegation tokens for \(target.id)"
            )
            .hinting("Add \(source.name) to allowed_clients of \(target.name)")
            .about(client: source.id)
        }
    }

    /// The client of that id, but not the global client: no user logs in to it.
    private static func client(_ id: Identifier<Client>, in directory: TenantDirectory) -> Client? {
        directory.client(id).flatMap { $0.isGlobal ? nil : $0 }
    }

    private static func apiType(_ written: String?, of target: Client) throws(OAuthError) -> APIType {
        guard let written else { return target.defaultAPIType }
        guard let type = APIType(wire: written) else {
            guard !target.addons.names.contains(written) else {
                throw .invalidRequest("the add-on \(written) cannot be a target of delegation")
                    .about(client: target.id)
            }
            let known = APIType.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidRequest("api_type must be one of \(known)")
        }
        guard type == .app || target.addon(type) != nil else {
            throw .invalidRequest("the target does not have the add-on \(type.rawValue)")
                .hinting("Add \(type.rawValue) to clients[..].addons of \(target.name)")
        }
        return type
    }

    private static func checkGrant(
        _ presented: DelegationParameters.Presented,
        of source: Client
    ) throws(OAuthError) {
        let grant: GrantType =
            switch presented {
            case .idToken: .legacyDelegationOfIDToken
            case .refreshToken: .legacyDelegationOfRefreshToken
            }
        guard source.allows(grant) else { throw .grantNotAllowed(grant, to: source) }
    }
}

extension Client {
    /// True if `allowed_clients` ("Allowed APPs / APIs") names the source, or is empty, or the source is this client.
    fileprivate func admits(_ source: Client) -> Bool {
        source.id == id || allowedClients.isEmpty || allowedClients.contains(source.id)
    }
}
