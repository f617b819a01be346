/// A refusal in the words of `/usernamepassword/login` (authentication API §4.2).
package struct LoginError: Error, Hashable, Sendable {
    package let status: Int
    package let name: String
    package let code: String
    package let description: String

    package init(status: Int, name: String, code: String, description: String) {
        self.status = status
        self.name = name
        self.code = code
        self.description = description
    }
}
