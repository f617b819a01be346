import HTTPTypes
import Hummingbird

extension Request {
    /// True if a browser opens this address or posts a form to it, so that a person sees the answer.
    ///
    /// False for programs, which send no `Accept`, `*/*` or JSON, and for scripts in a page.
    var isNavigation: Bool {
        let fields = head.headerFields
        // Browsers tell the two apart, but only to addresses that they trust (Fetch Metadata).
        if let mode = fields[WireHeaders.secFetchMode], mode != "navigate" { return false }
        guard let accept = fields[.accept]?.lowercased(), fields[WireHeaders.requestedWith] == nil else { return false }
        // `*; q=.2` is no media type, and stands in what Java's HTTP client sends unless it is told otherwise.
        guard !accept.contains("*; q=.2,") else { return false }
        let favourite = accept.prefix { $0 != "," }.filter { $0 != " " && $0 != "\t" }.split(separator: ";")
        guard let type = favourite.first, ["text/html", "application/xhtml+xml"].contains(type) else { return false }
        // A weight of 0 is "not acceptable" (RFC 9110 §12.4.2).
        return !favourite.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
    }
}
