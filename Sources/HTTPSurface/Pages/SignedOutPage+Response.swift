import Hummingbird

extension PageResponse {
    static func signedOut() -> Response { response(SignedOutPage()) }
}
