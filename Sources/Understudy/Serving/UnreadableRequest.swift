import Logging
import NIOHTTP1

/// Why a connection was answered 400 before a tenant was found: the log alone can tell, no journal sees it.
enum UnreadableRequest: Error, CustomStringConvertible {
    /// `Host` is missing, or there twice.
    case host
    /// `Content-Length` and `Transfer-Encoding` leave the end of the body to the reader.
    case length
    /// Neither a path nor a URL of the host that `Host` names.
    case target
    case tooLarge
    case noHTTP(HTTPParserError)
    case withoutTLS

    /// - Returns: nil for what is no fault of a request, such as a client that goes away.
    init?(_ error: any Error) {
        guard let error = error as? HTTPParserError else { return nil }
        switch error {
        case .headerOverflow: self = .tooLarge
        case .invalidEOFState, .closedConnection: return nil
        default: self = .noHTTP(error)
        }
    }

    var description: String {
        switch self {
        case .host: "It needs one Host header, which names the tenant"
        case .length:
            "Two readers could take its end for different ones. Send one Content-Length in digits, or Transfer-Encoding: "
                + "chunked alone"
        case .target: "Its target is neither a path nor an http URL of the host that its Host header names"
        case .tooLarge:
            "Its header fields, or the framing of its body, are more than one client needs. Clear the cookies of localhost"
        case .noHTTP(.invalidMethod):
            "What came begins with no method of HTTP/1.1. A client that speaks TLS belongs on the HTTPS port"
        case .noHTTP(let error): "What came is not HTTP/1.1: \(error)"
        case .withoutTLS: "Plain HTTP came to the HTTPS port. Write https:// in the address, or take the HTTP port"
        }
    }

    func write(to logger: Logger) { logger.info("refused an unreadable request 400: \(self)") }
}
