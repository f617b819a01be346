/// Which tenants had which piece of the old pipeline, and when it ended or was announced to: the one place for dates.
///
/// Dates are days in UTC: a piece works until the last millisecond of the day before.
package enum LegacyCalendar {
    package struct Entry: Hashable, Sendable {
        package let piece: LegacyPiece
        /// Tenants made on this day or later never had it; nil: all had.
        package let onlyTenantsBefore: Timestamp?
        /// From this day on nobody has it; nil: no end was announced.
        package let endsAt: Timestamp?
        /// Where the dates are from.
        package let source: String
    }

    package static let entries: [Entry] = [
        Entry(
            .providerTokensInProfiles,
            endsAt: "2016-08-18",
            source: "documentation of identity provider access tokens (authentication API §11.1, §17.8)"
        ),
        Entry(
            .resourceOwner,
            onlyTenantsBefore: "2017-06-08",
            source: "legacy grant types are those of clients that existed on that day (authentication API §20)"
        ),
        Entry(
            .socialAccessToken,
            onlyTenantsBefore: "2017-06-08",
            source: "legacy grant types are those of clients that existed on that day (authentication API §20)"
        ),
        Entry(
            .delegationOfIDTokens,
            onlyTenantsBefore: "2017-06-08",
            endsAt: "2018-02-01",
            source: "migration guide \"Using Delegation for Token Exchange\" (authentication API §12.8)"
        ),
        Entry(
            .delegationOfRefreshTokens,
            onlyTenantsBefore: "2017-06-08",
            endsAt: "2018-02-01",
            source: "migration guide \"Using Delegation for Token Exchange\" (authentication API §12.8)"
        ),
        Entry(
            .delegationToAddons,
            onlyTenantsBefore: "2017-06-08",
            source:
                "migration guide \"Using Delegation for Token Exchange\"; younger tenants keep it with an add-on in use"
        ),
        Entry(
            .foreignPasswordLogin,
            endsAt: "2018-08-06",
            source: "deprecation of the Legacy Lock API (authentication API §4.2)"
        ),
        Entry(.tokenInfo, source: "no date announced; refused to conformant clients (authentication API §11.2)"),
        Entry(.selfSignedManagementToken, source: "no date announced (Management API §2.1)"),
        Entry(.idTokenAsBearer, source: "no date announced; a tenant switch (Management API §2.1)"),
    ]

    package static func entry(_ piece: LegacyPiece) -> Entry {
        guard let entry = entries.first(where: { $0.piece == piece }) else {
            preconditionFailure("every piece has its line; a test counts them")
        }
        return entry
    }
}

extension LegacyCalendar.Entry {
    fileprivate init(
        _ piece: LegacyPiece,
        onlyTenantsBefore birthday: String? = nil,
        endsAt end: String? = nil,
        source: String
    ) {
        self.piece = piece
        onlyTenantsBefore = birthday.map(Self.day)
        endsAt = end.map(Self.day)
        self.source = source
    }

    private static func day(_ text: String) -> Timestamp {
        guard let day = Timestamp(day: text) else { preconditionFailure("\(text) is no day") }
        return day
    }
}
