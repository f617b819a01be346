import Crypto
import Flows
import HTTPTypes
import Hummingbird
import TenantModel
import World

/// `/_understudy/tokens/{jti or digest}/trail`: what put each claim into a token, and what set its lifetime.
enum TrailEndpoint {
    /// The path's `name` is the token's `jti`, or the SHA-256 of its text as 64 hexadecimal digits.
    static func show(_ request: Request, _ context: TenantContext) async throws -> Response {
        let name = context.parameters.get("name") ?? ""
        guard let minted = context.world.tokenTrail.entries.last(where: { $0.isCalled(name) }) else {
            throw ControlError(
                status: 404,
                code: "unknown_token",
                description:
                    "None of the latest 1000 tokens has this jti, or this SHA-256 (64 hexadecimal digits of the token's text)"
            )
        }
        let trail = TokenProvenance(of: minted, in: context.world.directory)
        return .json(trail.document(digest: minted.digest), caching: .secret)
    }
}

extension MintedToken {
    fileprivate var digest: String { SHA256.hash(data: Array(token.utf8)).hexadecimal }

    fileprivate func isCalled(_ name: String) -> Bool {
        name.utf8.count == 64 && digest == name.lowercased() || TokenProvenance.jti(of: self) == name
    }
}
