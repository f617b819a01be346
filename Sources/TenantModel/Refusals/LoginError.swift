/// A refusal in the form of `/usernamepassword/login`.
package struct LoginError: ExplainedRefusal, Hashable, Sendable {
    package let status: Int
    package let name: String
    package let code: String
    package let description: String
    package var explanation: Explanation

    package init(status: Int, name: String, code: String, description: String, explanation: Explanation) {
        self.status = status
        self.name = name
        self.code = code
        self.description = description
        self.explanation = explanation
    }

    package var words: String { description }
}
