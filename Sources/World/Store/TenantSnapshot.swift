package import TenantModel

/// A tenant at one moment: its state, its time and its counters.
package struct TenantSnapshot: Sendable {
    package struct Label: Hashable, Sendable {
        package let name: String
        /// The time that the tenant's clock showed.
        package let at: Timestamp
        /// The digest of the state; empty for a snapshot without a name.
        package let digest: String

        package init(name: String, at: Timestamp, digest: String) {
            self.name = name
            self.at = at
            self.digest = digest
        }
    }

    package let label: Label
    package let state: TenantState
    package let moment: TenantMoment
    package let chronicle: Chronicle

    package init(label: Label, state: TenantState, moment: TenantMoment, chronicle: Chronicle) {
        self.label = label
        self.state = state
        self.moment = moment
        self.chronicle = chronicle
    }

    /// The name of the implicit first snapshot.
    ///
    /// `snapshotLabels()` does not list it.
    package static let originName = ""

    /// Takes a snapshot without a name: of a tenant that begins, or for an export.
    package init(unnamed state: TenantState, _ bearings: Bearings) {
        var state = state
        // A clock move that is under way now does not go on in the snapshot.
        state.isBeingSwept = false
        self.init(
            label: Label(name: Self.originName, at: bearings.clock.now, digest: ""),
            state: state,
            moment: bearings.moment,
            chronicle: bearings.chronicle
        )
    }
}
