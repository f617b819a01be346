package import TenantModel

/// A tenant as it was at one moment: its state, its time and its numbers.
package struct TenantSnapshot: Sendable {
    package struct Label: Hashable, Sendable {
        package let name: String
        /// What the tenant's clock showed.
        package let at: Timestamp
        /// Of the state; empty for a tenant's first instant, which nobody compares.
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

    /// Of the one at a tenant's first instant, which is on no list.
    package static let originName = ""

    /// A tenant as it is, under no name: at its first instant, or to be looked at.
    package init(unnamed state: TenantState, _ bearings: Bearings) {
        var state = state
        // Whoever moves the clock now does not move the snapshot's.
        state.isBeingSwept = false
        self.init(
            label: Label(name: Self.originName, at: bearings.clock.now, digest: ""),
            state: state,
            moment: bearings.moment,
            chronicle: bearings.chronicle
        )
    }
}
