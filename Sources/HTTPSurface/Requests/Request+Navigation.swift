import HTTPTypes
import Hummingbird

extension Request {
    /// Whether a person's browser opens this address, or posts a form to it, and so shows whatever comes back.
    ///
    /// A program that says nothing, takes anything or reads JSON is none, and neither is a script in a page.
    var isNavigation: Bool {
        let fields = head.headerFields
        // Browsers tell the two apart, but only to addresses that they trust (Fetch Metadata).
        if let mode = fields[WireHeaders.secFetchMode], mode != "navigate" { return false }
        guard let accept = fields[.accept]?.lowercased(), fields[WireHeaders.requestedWith] == nil else { return false }
        // `*; q=.2` is no media type, and stands in what Java's HTTP client sends unless it is told otherwise.
        guard !accept.contains("*; q=.2,") else { return false }
        let favourite = accept.prefix { $0 != "," && $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        return favourite == "text/html" || favourite == "application/xhtml+xml"
    }
}
