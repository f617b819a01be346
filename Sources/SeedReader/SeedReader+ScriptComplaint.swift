package import TenantModel

extension SeedReader {
    /// What an engine has against a rule's script, before it ever runs.
    package struct ScriptComplaint: Hashable, Sendable {
        package var rule: Identifier<Rule>
        /// Of the script, from 1; beyond its end means its end.
        package var line: Int
        /// From 1, in characters.
        package var column: Int
        package var message: String

        package init(rule: Identifier<Rule>, line: Int, column: Int, message: String) {
            self.rule = rule
            self.line = line
            self.column = column
            self.message = message
        }
    }
}
