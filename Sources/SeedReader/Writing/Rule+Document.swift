import TenantModel

extension Rule {
    /// The rule as an item of `rules`, with the text of its script.
    var document: JSONObject {
        JSONObject(given: [
            "id": .string(id.rawValue),
            "name": .string(name),
            // A rule that had no order may have one above the highest valid order; without the key it gets the same one
            // again.
            "order": Self.orderRange.contains(order) ? .integer(order) : nil,
            "enabled": isEnabled ? nil : false,
            "stage": stage == .loginSuccess ? nil : .string(stage.rawValue),
            // A script of one line would be read as a path, so it is written below `text`.
            "script": script.contains(where: \.isNewline) ? .string(script) : ["text": .string(script)],
        ])
    }
}
