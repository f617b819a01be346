/// Which of Auth0's two generations of behaviour serves a request: the legacy or the OIDC-conformant one.
package enum Pipeline: String, Hashable, Sendable {
    case legacy, conformant
}
