import Flows
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
package import Tenancy
import TenantModel
import World

/// Handles every request: finds its tenant, runs the endpoint, adds common headers, and writes journal and log.
package struct TenantResponder: HTTPResponder {
    package typealias Context = TenantContext

    private let tenants: Tenants
    private let endpoints: Endpoints

    package init(_ tenants: Tenants) {
        self.tenants = tenants
        endpoints = Endpoints(tenants)
    }

    package func respond(to request: Request, context: TenantContext) async throws -> Response {
        var context = context
        context.trail.isSecure = request.head.scheme == "https"
        context.path = request.uri.path
        context.isNavigation = request.isNavigation
        switch findTenant(request, context) {
        case .failure(let turnedAway):
            RefusalLog(logger: context.logger).write(turnedAway, request)
            return turnedAway.response(to: request, context)
        case .success(let tenant):
            context.tenant = tenant
            context.requestID = tenant.world.bearings.requestNumbers.next()
        }
        var response = try await pass(request, context)
        finish(&response, request, context)
        write(response, request, context)
        return response
    }

    /// Runs the request so that no reset or restore happens in the middle of it.
    ///
    /// Calls of the control API are exempt, because reset and restore are calls of it.
    private func pass(_ request: Request, _ context: TenantContext) async throws -> Response {
        guard let gate = context.tenant?.gate, !Endpoints.isControl(request.uri.path) else {
            return try await answer(request, context)
        }
        return try await gate.pass { try await answer(request, context) }
    }

    private func findTenant(_ request: Request, _ context: TenantContext) -> Result<LiveTenant, TurnedAway> {
        // An absolute target names a second authority, and the two need not agree.
        guard let path = request.head.path, path.hasPrefix("/") || path == "*" else { return .failure(.badTarget) }
        guard let authority = request.head.authority, let host = HostName.checked(authority) else {
            return .failure(.noHost)
        }
        guard tenants.isOpen else { return .failure(.notReady) }
        guard
            let tenant = tenants.tenant(
                forHost: host,
                localAddress: context.localAddress,
                localPort: context.localPort
            )
        else {
            return .failure(.foreignHost)
        }
        return .success(tenant)
    }

    /// - Throws: `HTTPParserError` alone: a body that is not HTTP is answered, and its connection closed, by the
    ///   server.
    private func answer(_ request: Request, _ context: TenantContext) async throws -> Response {
        let path = request.uri.path
        if request.method == .options, let origin = request.headers[.origin] {
            if Endpoints.isControl(path) { return Response(status: .noContent) }
            context.trail.isRouted = true
            return OriginPolicy(directory: context.world.directory).preflight(
                origin,
                isPublic: Endpoints.isPublic(path)
            )
        }
        let bearings = context.world.bearings
        let before = bearings.usage
        do {
            let response = try await endpoints.responder.respond(to: request, context: context)
            // Time and ids that this request has used up are not used again after a crash; who only reads waits for
            // nothing.
            if bearings.usage != before { try await context.world.store.keep() }
            return context.trail.isRouted ? response : try await unrouted(request, context)
        } catch let malformed as HTTPParserError {
            throw malformed
        } catch {
            return await ErrorEnvelope(context: context).response(for: error)
        }
    }

    /// The answer to a path or method without an endpoint: 405, 501 or 404.
    private func unrouted(_ request: Request, _ context: TenantContext) async throws -> Response {
        let path = request.uri.path
        let allowed = endpoints.methods(of: path)
        guard allowed.isEmpty else {
            let methods = allowed.map(\.rawValue).joined(separator: ", ")
            let why = "\(request.method.rawValue) is not a method of \(path)"
            var response =
                Endpoints.isManagement(path)
                ? await ErrorEnvelope(context: context).response(for: ManagementError(405, why))
                : ErrorEnvelope(context: context)
                    .response(.methodNotAllowed, "method_not_allowed", why, advice: Advice.methods(methods))
            response.headers[.allow] = methods
            context.trail.refuse("method_not_allowed", reason: "\(why); it has \(methods)")
            return response
        }
        if Endpoints.isManagement(path) {
            return await ErrorEnvelope(context: context).response(for: ManagementError.notEmulated(path))
        }
        guard !UnservedPaths.contains(path) else { throw OAuthError.notEmulated(path) }
        context.trail.refuse("not_found", reason: "There is nothing at \(path.prefix(200))")
        return ErrorEnvelope(context: context).response(.notFound, "not_found", "There is nothing at \(path)")
    }

    private func finish(_ response: inout Response, _ request: Request, _ context: TenantContext) {
        response.headers[WireHeaders.requestID] = context.requestID
        response.headers[WireHeaders.contentTypeOptions] = "nosniff"
        let path = request.uri.path
        guard !Endpoints.isControl(path) else { return }
        let policy = OriginPolicy(directory: context.world.directory)
        let isPublic = Endpoints.isPublic(path)
        // A browser shows pages and follows redirects, whatever the origin of the link or form: only scripts read
        // answers.
        let isShown = context.isNavigation || request.headers[WireHeaders.secFetchMode] == "navigate"
        if !isPublic, !isShown, response.status.kind != .redirection {
            context.trail.withheld = policy.reasonToWithhold(from: request.foreignOrigin)
            context.trail.withheld.map(context.trail.note)
        }
        guard request.method != .options else { return }
        policy.allow(request.headers[.origin], on: &response, isPublic: isPublic)
    }

    private func write(_ response: Response, _ request: Request, _ context: TenantContext) {
        let path = request.uri.path
        let parameters = request.rawQuery.split(separator: "&").prefix(50).map { $0.prefix { $0 != "=" } }
        let entry = JournalEntry(
            at: context.world.clock.now,
            requestID: context.requestID,
            method: request.method.rawValue,
            path: String(path.prefix(200)),
            parameters: parameters.map { String($0.prefix(60)) },
            status: response.status.code,
            refusal: JournalEntry.Refusal(context.trail, in: context.world.directory),
            notes: context.trail.notes
        )
        RefusalLog(logger: context.logger).write(entry, in: context.world.directory)
        // Leave out reads of the control API, such as of the journal or of health, unless they were refused.
        if Endpoints.isControl(path), request.method == .get, entry.refusal == nil { return }
        context.world.journal.append(entry)
    }
}
