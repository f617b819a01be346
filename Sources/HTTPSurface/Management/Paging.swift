import Flows
import TenantModel

/// Offset paging and the choice of fields, as every list of the Management API has them (Management API §4).
struct Paging {
    private let page: Int
    private let perPage: Int?
    private let includesTotals: Bool
    private let fields: FieldChoice

    /// - Throws: 400 for a page that is no number, or a size out of bounds.
    init(_ parameters: Parameters, most: Int = 100) throws {
        let written = try (parameters.text("page"), parameters.text("per_page"))
        guard let page = written.0.map({ Int($0) }) ?? 0, page >= 0, page <= 1_000_000 else {
            throw ManagementError.query("Expected type integer but found type string on property page")
        }
        if let size = written.1 {
            guard let size = Int(size), (1...most).contains(size) else {
                throw ManagementError.query("per_page must be a number from 1 to \(most)")
            }
            perPage = size
        } else {
            perPage = written.0 == nil ? nil : min(50, most)
        }
        self.page = page
        includesTotals = try parameters.flag("include_totals") ?? false
        fields = try FieldChoice(parameters)
    }

    /// Whether anything of paging was asked for.
    var isAsked: Bool { perPage != nil || includesTotals }

    /// - Parameter name: of the list inside the object with totals.
    func answer(_ all: [JSONObject], named name: String) -> JSONValue {
        let size = perPage ?? max(1, all.count)
        let start = page * size
        let shown = all.dropFirst(start).prefix(size).map { JSONValue.object(fields.of($0)) }
        guard includesTotals else { return .array(Array(shown)) }
        return .object([
            "start": .integer(start), "limit": .integer(size), "length": .integer(shown.count),
            "total": .integer(all.count), name: .array(Array(shown)),
        ])
    }
}

/// `fields` and `include_fields`.
struct FieldChoice {
    private let names: Set<String>
    private let isInclusion: Bool

    init(_ parameters: Parameters) throws {
        names = Set((try parameters.text("fields") ?? "").split(separator: ",").map(String.init))
        isInclusion = try parameters.flag("include_fields") ?? true
    }

    func of(_ object: JSONObject) -> JSONObject {
        guard !names.isEmpty else { return object }
        let kept = object.members.filter { names.contains($0.name) == isInclusion }
        return JSONObject(kept.map { ($0.name, $0.value) })
    }
}
