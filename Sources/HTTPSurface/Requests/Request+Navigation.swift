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
        // A weight of 0 is "not acceptable" (RFC 9110 §12.4.2).
        let isRefused = favourite.dropFirst().contains {
            $0.hasPrefix("q=0") && !$0.contains { "123456789".contains($0) }
        }
        return !isRefused && (favourite.first == "text/html" || favourite.first == "application/xhtml+xml")
    }
}
