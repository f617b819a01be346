/// Why a browser has no answer to show.
public enum BrowserError: Error, Hashable, CustomStringConvertible {
    /// Neither a path nor an `http` or `https` URL.
    case unusableAddress(String)
    /// The emulator is not there, and a test asks nobody else.
    case outside(WebURL)
    case tooManyRedirects(WebURL)
    /// The connection ended, or patience did, before the answer was whole.
    case noAnswer(WebURL)
    /// The server's certificate is not made out to this name.
    case wrongCertificate(String)

    public var description: String {
        switch self {
        case .unusableAddress(let text): "\(text) is neither a path nor an http or https URL"
        case .outside(let url): "\(url) is not an address of the emulator"
        case .tooManyRedirects(let url): "more than 20 redirects, the last one to \(url)"
        case .noAnswer(let url): "no whole answer from \(url)"
        case .wrongCertificate(let name): "the server's certificate is not made out to \(name)"
        }
    }
}
