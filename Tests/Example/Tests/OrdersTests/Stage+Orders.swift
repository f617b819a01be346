import Orders
import Testing
import UnderstudyTesting

extension Stage {
    /// The application, before this test's tenant.
    var desk: OrderDesk {
        OrderDesk { [browser] token in
            let answer = try await browser.get("/userinfo", fields: ["Authorization": "Bearer \(token)"])
            return (answer.status, answer.text)
        }
    }

    func logIn() async throws -> String { try await Self.logIn(with: browser) }

    /// Logs Ada in by her password, and answers the access token.
    static func logIn(with browser: Browser) async throws -> String {
        let answer = try await browser.post(
            "/oauth/ro",
            form: [
                "client_id": "OrdersExampleOnly000000000000000", "grant_type": "password", "scope": "openid",
                "connection": "Username-Password-Authentication", "username": "ada@example.com",
                "password": "Lovelace1815",
            ]
        )
        return String(try #require(answer.text.firstMatch(of: #/"access_token":"([^"]+)"/#), "\(answer.text)").1)
    }
}
