/// A Rule: JavaScript of the tenant that runs at a step of the login.
package struct Rule: Hashable, Sendable {
    package enum Stage: String, Sendable, CaseIterable {
        case loginSuccess = "login_success"
        case loginFailure = "login_failure"
        case preAuthorize = "pre_authorize"
    }

    package var id: Identifier<Rule>
    package var name: String
    package var script: String
    package var order: Int
    package var isEnabled = true
    package var stage = Stage.loginSuccess

    package init(id: Identifier<Rule>, name: String, script: String, order: Int) {
        self.id = id
        self.name = name
        self.script = script
        self.order = order
    }
}
