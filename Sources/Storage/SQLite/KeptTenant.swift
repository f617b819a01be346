/// What a store's file says about a tenant before it is made again.
package struct KeptTenant: Hashable, Sendable {
    package let number: Int64
    package let name: String
    /// The tenant's directory in the seed format (JSON), without what is kept in rows.
    package let seed: String
    /// What it was read from, for whoever wrote it there.
    package let source: String
}
