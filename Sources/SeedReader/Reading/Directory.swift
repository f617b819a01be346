import TenantModel

/// Things of the seed that others refer to by name or id; both share one namespace, and names go first.
struct Directory<Of> {
    /// `client`, `connection`.
    let kind: String
    private var byName: [String: [Identifier<Of>]] = [:]
    private var ids: Set<Identifier<Of>> = []
    private var names: [String] = []

    init(kind: String) { self.kind = kind }

    mutating func add(_ id: Identifier<Of>, named name: String) {
        byName[name, default: []].append(id)
        ids.insert(id)
        names.append(name)
    }

    func find(_ written: String) -> [Identifier<Of>] {
        byName[written] ?? (ids.contains(Identifier(written)) ? [Identifier(written)] : [])
    }

    /// The thing meant; nil after an error.
    ///
    /// In the deployment tool's files a stranger is taken for an id, with a warning.
    func resolve(
        _ written: String,
        at position: SeedPosition,
        _ path: SeedPath,
        _ findings: Findings
    ) -> Identifier<Of>? {
        let found = find(written)
        if found.count == 1 { return found[0] }
        if found.count > 1 {
            findings.report(
                .ambiguousReference,
                "\(found.count) \(kind)s are named \"\(written)\"; write the id of one",
                at: position,
                path
            )
            return nil
        }
        findings.report(stranger: written, to: kind, among: names, at: position, path)
        return findings.dialect(at: position) == .deployTool ? Identifier(written) : nil
    }
}

extension Findings {
    /// Comparing more would take longer than the answer is worth.
    private static let mostNamesCompared = 2000

    /// Reports a name that nothing of that kind has; in the deployment tool's files it is only worth a warning.
    func report(
        stranger name: String,
        to kind: String,
        among names: [String],
        at position: SeedPosition,
        _ path: SeedPath
    ) {
        let near = isTooLongToRead ? nil : NearestKey.nearest(to: name, among: names.prefix(Self.mostNamesCompared))
        report(
            dialect(at: position).severityOfStrangers,
            .danglingReference,
            "no \(kind) is called \"\(name)\"\(near.map { "; nearest: \"\($0)\"" } ?? "")",
            at: position,
            path,
            suggestion: near
        )
    }
}
