import Flows
import TenantModel

/// The parameters for paging and choosing fields, which every list of the Management API has.
struct Paging {
    private let page: Int
    private let perPage: Int?
    private let includesTotals: Bool
    private let fields: FieldChoice

    /// Reads the parameters.
    ///
    /// - Parameters:
    ///   - least: the smallest `per_page`; some lists take 0.
    ///   - known: the fields that the list's entries can have.
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
        // As Auth0 documents: only the first 1,000 entries can be reached by paging.
        guard page * (perPage ?? 1) < 1000 || page == 0 else {
            throw ManagementError.query("You can only page through the first 1000 records")
        }
        self.page = page
        fields = try FieldChoice(parameters, known: known)
    }

    /// True if the request has a paging parameter.
    var isAsked: Bool { perPage != nil }

    /// The page of the list that was asked for.
    ///
    /// - Parameters:
    ///   - name: the member that has the list if totals were asked for.
    ///   - order: the order of the totals, which differs from list to list; the list itself comes last.
    ///   - totalIsPage: true if `total` counts only the entries of the page.
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
