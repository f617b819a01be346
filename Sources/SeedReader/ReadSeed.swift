package import TenantModel

/// A seed that was read, and the warnings and notes about it.
package struct ReadSeed: Sendable {
    package var seed: TenantSeed
    /// The warnings, sorted by file, line and column.
    package let warnings: [Complaint]
    /// The notes; one kind of them names each key that is stored but not acted on.
    package let notes: [Complaint]
    /// How many further complaints of each severity are not listed.
    package let omitted: [Complaint.Severity: Int]
}
