package import TenantModel

extension SeedReader {
    /// A complaint of the JavaScript engine about a rule's script.
    package struct ScriptComplaint: Hashable, Sendable {
        package var rule: Identifier<Rule>
        /// The line in the script, from 1; a line after the end means the end.
        package var line: Int
        /// The column, from 1, in Unicode scalars.
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
