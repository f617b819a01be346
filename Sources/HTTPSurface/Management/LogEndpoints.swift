import Flows
import HTTPTypes
import Hummingbird
import TenantModel
import World

/// `/api/v2/logs`.
enum LogEndpoints {
    /// Lists entries, the newest first unless `sort` says otherwise; `LogSearch` reads `q`.
    static func list(
        _ request: Request,
        _ context: TenantContext,
        _ bearer: ManagementBearer
    ) async throws -> Response {
        try bearer.demand(anyOf: "read:logs", "read:logs_users")
        let parameters = try request.managementQuery()
        for name in ["from", "take"] where try parameters.text(name) != nil {
            throw OAuthError.notEmulated("Reading logs from a checkpoint (\(name))", as: .invalidRequest)
        }
        let paging = try Paging(parameters, fields: LogDocument.fields)
        let search = try LogSearch(try parameters.text("q") ?? parameters.text("search") ?? "")
        let order = try LogOrder(try parameters.text("sort") ?? "date:-1")
        let documents = context.world.tenantLog.entries.map { LogDocument($0, in: context.world.directory).object }
        let found = order.sorted(documents.filter(search.matches))
        let shown = paging.isAsked ? found : Array(found.prefix(50))
        // Version 3 of Auth0's log search counts only the page in `total`.
        let numbers = ["start", "limit", "length", "total"]
        return .json(
            value: paging.answer(shown, named: "logs", order: numbers, totalIsPage: true),
            caching: .error
        )
    }

    static func show(
        _ request: Request,
        _ context: TenantContext,
        _ bearer: ManagementBearer
    ) async throws -> Response {
        try bearer.demand(anyOf: "read:logs", "read:logs_users")
        let id = try context.parameters.require("id")
        guard let entry = context.world.tenantLog.entries.first(where: { $0.id == id }) else {
            throw ManagementError(404, "Log not found", code: "log_not_found")
        }
        return .json(LogDocument(entry, in: context.world.directory).object, caching: .error)
    }
}
