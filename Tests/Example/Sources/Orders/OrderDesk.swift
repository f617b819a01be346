/// The application: it hands out orders to whoever brings a good access token, and remembers nothing of its own.
public struct OrderDesk: Sendable {
    /// Asks the tenant who a token speaks for (`GET /userinfo`): the status, and the body.
    public typealias UserInfo = @Sendable (_ accessToken: String) async throws -> (status: Int, body: String)

    public enum Answer: Hashable, Sendable {
        case orders(of: String)
        case logInAgain
    }

    private let userInfo: UserInfo

    public init(userInfo: @escaping UserInfo) { self.userInfo = userInfo }

    public func orders(for accessToken: String) async throws -> Answer {
        let (status, body) = try await userInfo(accessToken)
        guard status == 200, let subject = body.firstMatch(of: #/"sub":"([^"]+)"/#) else { return .logInAgain }
        return .orders(of: String(subject.1))
    }
}
