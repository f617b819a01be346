import TenantModel

extension Rule {
    /// An item of `rules` (seed format A2), the script's text in it.
    var document: JSONObject {
        JSONObject(given: [
            "id": .string(id.rawValue),
            "name": .string(name),
            // One without an order may come behind the highest that can be given.
            "order": Self.orderRange.contains(order) ? .integer(order) : nil,
            "enabled": isEnabled ? nil : false,
            "stage": stage == .loginSuccess ? nil : .string(stage.rawValue),
            // A text of one line would be a path.
            "script": script.contains(where: \.isNewline) ? .string(script) : ["text": .string(script)],
        ])
    }
}
