import Hummingbird

extension PageResponse {
    static func landing() -> Response { response(LandingPage()) }
}
