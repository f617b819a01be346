import TenantModel

/// A rule, and the place where its script is written.
struct WrittenRule {
    let rule: Rule
    let script: AttachedText
    /// The path of the script: `rules[0].script`.
    let path: SeedPath
}
