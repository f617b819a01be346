package import Storage
package import TenantModel

/// A tenant that is about to be served.
package struct TenantPlan: Sendable {
    package enum Origin: Sendable {
        /// Of a seed that was just read; takes the place of a kept one where the user begins again.
        case fresh(replacing: KeptTenant?)
        /// Goes on where it stood; `seed` has its directory, and nobody in it.
        case kept(KeptTenant)
    }

    package var seed: TenantSeed
    package let source: SeedSource
    package let origin: Origin
}
