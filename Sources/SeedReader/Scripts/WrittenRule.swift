import TenantModel

/// A rule and where its script was written.
struct WrittenRule {
    let rule: Rule
    let script: AttachedText
    /// Of the script: `rules[0].script`.
    let path: SeedPath
}
