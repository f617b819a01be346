/// Which of the tenant's two dialects serves a request (authentication API §1.1).
package enum Pipeline: String, Hashable, Sendable {
    case legacy, conformant
}
