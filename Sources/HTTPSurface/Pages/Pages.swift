/// What all pages have in common.
package enum Pages {
    /// The value of `Content-Security-Policy` for a page: its stylesheet and script, known by hash, and nothing else.
    ///
    /// There is no `form-action`, on purpose: Chromium applies it to the redirects after a form was sent too, and a
    /// login ends in a redirect to the application.
    ///
    /// - Parameter framers: origins whose pages may show it in a frame.
    package static func contentSecurityPolicy(for page: (some Page).Type, framedBy framers: [String] = []) -> String {
        let ancestors = framers.isEmpty ? "'none'" : framers.joined(separator: " ")
        return "\(page.template.contentSecurityPolicy); frame-ancestors \(ancestors)"
    }

    static let stylesheet = String(decoding: PackageResources.stylesheet_css, as: UTF8.self)
    static let opening = String(decoding: PackageResources.opening_mustache, as: UTF8.self)
    static let footer = String(decoding: PackageResources.footer_mustache, as: UTF8.self)
}
