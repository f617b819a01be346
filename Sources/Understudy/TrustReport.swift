import World

/// What `understudy trust` did, or what is left to do.
package struct TrustReport: Sendable {
    package let text: String

    /// - Throws: `AuthorityError`, `TrustStore.InstallationFailed`.
    package init(installing: Bool) throws {
        let authority = try LocalAuthority.open(
            in: StateDirectory.path(in: ProcessEnvironment.variables),
            at: MachineTime.now
        )
        let store = TrustStore()
        let outcome: TrustStore.Outcome =
            installing ? try store.install(authority) : .instructions(store.instructions(for: authority))
        let said =
            switch outcome {
            case .installed(let path): "Installed: \(path)"
            case .instructions(let text): text
            }
        text = "\(authority.certificatePath)\npublic key SHA-256: \(authority.publicKeyFingerprint)\n\n\(said)"
    }
}
