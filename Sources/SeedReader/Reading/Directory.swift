import TenantModel

/// The clients or connections of a seed, by the names and ids that refer to them; names are tried first.
struct Directory<Of> {
    /// What complaints call one of them: `client` or `connection`.
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

    /// The id that a reference means; nil after an error.
    ///
    /// In the deployment tool's files an unknown name is taken as an id, with a warning.
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
    /// The most names that are compared with an unknown one, so that many errors in a large seed stay fast.
    private static let mostNamesCompared = 2000

    /// Reports a reference to nothing: an error, or a warning in the deployment tool's files.
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
