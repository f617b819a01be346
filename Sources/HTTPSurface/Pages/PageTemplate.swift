import Mustache

/// A template with its stylesheet and script in place, parsed once, and the policy that lets a browser run just those.
package struct PageTemplate: Sendable {
    /// Without `frame-ancestors`, which depends on who asks.
    let contentSecurityPolicy: String
    private let mustache: MustacheTemplate

    /// - Parameters:
    ///   - markup: the embedded file, UTF-8.
    ///   - script: the embedded script that the markup includes; constant text, which data reaches by attributes only.
    init(markup: [UInt8], script: [UInt8]? = nil) {
        let script = script.map { String(decoding: $0, as: UTF8.self) }
        contentSecurityPolicy =
            ContentSecurityPolicy(stylesheet: Pages.stylesheet, script: script).text

        // Parts are put together before parsing, because a partial met while rendering would return to the library's
        // own escaping (see `MarkupEscaping`), and would be looked up again for every page.
        let text = String(decoding: markup, as: UTF8.self)
            .replacing("{{> opening}}", with: Pages.opening)
            .replacing("{{> footer}}", with: Pages.footer)
            .replacing("{{> stylesheet}}", with: Pages.stylesheet)
            .replacing("{{> script}}", with: script ?? "")
        do {
            mustache = try MustacheTemplate(string: MarkupEscaping.pragma + text)
        } catch {
            preconditionFailure("an embedded template does not parse: \(error)")
        }
    }

    func render(_ page: some Page) -> String { mustache.render(Self.variables(of: page)) }

    /// The page's properties, those without a value left out.
    ///
    /// They are read once; the library would read them all again for every variable.
    private static func variables(of page: some Page) -> [String: Any] {
        var variables: [String: Any] = [:]
        for case (let name?, let value) in Mirror(reflecting: page).children {
            let mirror = Mirror(reflecting: value)
            if mirror.displayStyle == .optional {
                variables[name] = mirror.children.first?.value
            } else {
                variables[name] = value
            }
        }
        return variables
    }
}
