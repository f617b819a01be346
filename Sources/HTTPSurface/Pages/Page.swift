/// A page the tenant shows to a person, or to a person's browser.
///
/// A conforming type is the list of what its template in `Pages/` may say: the stored properties are the template's
/// variables, by name. Whatever they hold is escaped when it is written.
package protocol Page: Sendable {
    static var template: PageTemplate { get }
}

extension Page {
    /// The page as `text/html; charset=utf-8`.
    package func render() -> String { Self.template.render(self) }
}
