import Flows
import TenantModel

/// Offset paging and the choice of fields, as every list of the Management API has them (Management API §4).
struct Paging {
    private let page: Int
    private let perPage: Int?
    private let includesTotals: Bool
    private let fields: FieldChoice

    /// - Parameters:
    ///   - least: of `per_page`; some lists take 0.
    ///   - known: which fields the list's entries can have.
    /// - Throws: 400 for a page that is no number, a size out of bounds, or an unknown field.
    init(_ parameters: Parameters, least: Int = 0, fields known: [String]) throws {
        let written = try (parameters.text("page"), parameters.text("per_page"))
        includesTotals = try parameters.flag("include_totals") ?? false
        guard let page = written.0.map({ Int($0) }) ?? 0, page >= 0, page <= 1_000_000 else {
            throw ManagementError.query("Expected type integer but found type string on property page")
        }
        if let size = written.1 {
            guard let size = Int(size), (least...100).contains(size) else {
                throw ManagementError.query("per_page must be a number from \(least) to 100")
            }
            perPage = size
        } else {
            perPage = written.0 == nil && !includesTotals ? nil : 50
        }
        // What lies further is reached by a checkpoint or a search, not by counting.
        guard page * (perPage ?? 1) < 1000 || page == 0 else {
            throw ManagementError.query("You can only page through the first 1000 records")
        }
        self.page = page
        fields = try FieldChoice(parameters, known: known)
    }

    /// Whether anything of paging was asked for.
    var isAsked: Bool { perPage != nil }

    /// - Parameters:
    ///   - name: of the list inside the object with totals.
    ///   - order: of that object's numbers, which lists differ in; the list comes last.
    ///   - totalIsPage: `total` counts what is shown, not all there is.
    func answer(
        _ all: [JSONObject],
        named name: String,
        order: [String],
        totalIsPage: Bool = false
    ) -> JSONValue {
        let size = perPage ?? all.count
        let start = page * size
        let shown = all.dropFirst(start).prefix(size).map { JSONValue.object(fields.of($0)) }
        guard includesTotals else { return .array(shown) }
        let numbers: JSONObject = [
            "start": .integer(start), "limit": .integer(size), "length": .integer(shown.count),
            "total": .integer(totalIsPage ? shown.count : all.count),
        ]
        var answer = JSONObject(order.compactMap { name in numbers[name].map { (name, $0) } })
        answer[name] = .array(shown)
        return .object(answer)
    }
}
