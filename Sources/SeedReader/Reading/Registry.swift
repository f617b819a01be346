/// Names that may be taken once, and who took them (seed format F4).
struct Registry {
    let findings: Findings
    private var taken: [String: SeedPosition] = [:]

    init(_ findings: Findings) { self.findings = findings }

    /// Takes `name`; a second taker gets a complaint with both places.
    ///
    /// - Parameter what: how the complaint calls it: `client_id "x"`.
    mutating func claim(_ name: String, _ what: @autoclosure () -> String, at position: SeedPosition, _ path: SeedPath)
    {
        guard let earlier = taken[name] else {
            taken[name] = position
            return
        }
        let message = "duplicate \(what()); the first is at \(findings.place(earlier))"
        findings.report(.duplicate, message, at: position, path)
    }
}
