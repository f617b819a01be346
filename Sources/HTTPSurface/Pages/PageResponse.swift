import HTTPTypes
import Hummingbird
import NIOCore

/// Pages as answers: what each shows, and the headers that keep it safe.
enum PageResponse {
    static func response<View: Page>(
        _ view: View,
        status: HTTPResponse.Status = .ok,
        framedBy framers: [String] = []
    ) -> Response {
        var response = Response(status: status, body: .init(byteBuffer: .init(string: view.render())))
        response.headers[.contentType] = "text/html; charset=utf-8"
        response.headers[.cacheControl] = "no-cache, no-store"
        response.headers[WireHeaders.pragma] = "no-cache"
        // No path and no query. With `no-referrer` browsers would say `Origin: null` of the forms of our pages, and with the
        // stricter policies of those that go to an application without TLS: applications may compare origins.
        response.headers[WireHeaders.referrerPolicy] = "origin"
        response.headers[WireHeaders.contentSecurityPolicy] = Pages.contentSecurityPolicy(
            for: View.self,
            framedBy: framers
        )
        if framers.isEmpty { response.headers[WireHeaders.frameOptions] = "DENY" }
        return response
    }
}
