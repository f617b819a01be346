import TenantModel
import World

/// What `understudy trust` did, or what is left to do.
package struct TrustReport: Sendable {
    package let text: String

    /// - Parameters:
    ///   - installing: false changes nothing of the system.
    ///   - renewing: makes a new authority in place of the one there is.
    ///   - seeds: of tenants for whose domains it is to vouch.
    /// - Throws: `AuthorityError`, `TrustStore.InstallationFailed`; a readable complaint about a seed.
    package init(installing: Bool, renewing: Bool = false, seeds: [String] = []) throws {
        let directory = try StateDirectory.path(in: ProcessEnvironment.variables)
        let now = MachineTime.now
        let hosts =
            seeds.isEmpty
            ? []
            : try LoadedSeeds(EmulatorConfiguration(seeds: seeds.map(EmulatorConfiguration.Seed.file)))
                .hosts
        let authority =
            renewing
            ? try LocalAuthority.renew(in: directory, for: hosts, at: now)
            : try LocalAuthority.open(in: directory, for: hosts, at: now)
        let store = TrustStore()
        let outcome: TrustStore.Outcome =
            installing ? try store.install(authority) : .instructions(store.instructions(for: authority))
        let said =
            switch outcome {
            case .installed(let path): "Installed: \(path)"
            case .instructions(let text): text
            }
        let scope = authority.scope?.description ?? "any name"
        let facts = [
            authority.certificatePath,
            "public key SHA-256: \(authority.publicKeyFingerprint)",
            "vouches for: \(scope)",
            "until: \(authority.end.rfc3339)",
        ]
        let remarks = authority.remarks(for: hosts, at: now) + authority.notes
        text = (facts + remarks + ["", said]).joined(separator: "\n")
    }
}
