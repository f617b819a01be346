import Flows
import TenantModel

/// The parameters `fields` and `include_fields`, which choose the members of each entry.
struct FieldChoice {
    private let names: Set<String>
    private let isInclusion: Bool

    /// Reads the parameters.
    ///
    /// - Throws: 400 for a field that no entry of the list can have.
    init(_ parameters: Parameters, known: [String]) throws {
        names = Set((try parameters.text("fields") ?? "").split(separator: ",").map(String.init))
        if let unknown = names.subtracting(known).sorted().first {
            throw ManagementError.query(
                "fields names \"\(unknown.prefix(80))\"; there are \(known.joined(separator: ", "))"
            )
        }
        isInclusion = try parameters.flag("include_fields") ?? true
    }

    func of(_ object: JSONObject) -> JSONObject {
        guard !names.isEmpty else { return object }
        let kept = object.members.filter { names.contains($0.name) == isInclusion }
        return JSONObject(kept.map { ($0.name, $0.value) })
    }
}
