package import TenantModel

/// A seed that was read, and what its author should know about it.
package struct ReadSeed: Sendable {
    package var seed: TenantSeed
    /// By file, line and column; the seed loads all the same.
    package let warnings: [Complaint]
    /// What is stored but changes nothing, one for each kind of key.
    package let notes: [Complaint]
    /// How many more of each there are.
    package let omitted: [Complaint.Severity: Int]
}
