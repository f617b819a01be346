/// Reports names that are used twice.
struct Registry {
    let findings: Findings
    private var taken: [String: SeedPosition] = [:]

    init(_ findings: Findings) { self.findings = findings }

    func has(_ name: String) -> Bool { taken[name] != nil }

    /// Notes a name; if it was noted before, reports an error that has both places.
    ///
    /// - Parameter what: what the complaint calls it: `client_id "x"`.
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
