import TenantModel

/// Converts the setup to the first frame that a worker gets, and back.
extension WorkerSetup {
    var frame: Frame {
        let document: JSONObject = [
            "scripts": .array(scripts.map { ["name": .string($0.name), "text": .string($0.text)] }),
            "sandbox": .string(sandboxText), "modules": modules.map(JSONValue.string) ?? .null,
            "timeout_ms": .integer(timeout.wholeMilliseconds), "memory_mb": .integer(memoryMegabytes),
        ]
        return Frame(.setup, document.serializedText)
    }

    init?(_ frame: Frame) {
        guard frame.kind == .setup, let document = try? JSONValue(parsing: frame.payload).object,
            let scripts = document["scripts"]?.elements, let sandbox = document["sandbox"]?.text,
            let timeout = document["timeout_ms"]?.integer, let memory = document["memory_mb"]?.integer
        else { return nil }
        self.scripts = scripts.compactMap { script in
            guard let name = script.object?["name"]?.text, let text = script.object?["text"]?.text else { return nil }
            return Script(name: name, text: text)
        }
        sandboxText = sandbox
        modules = document["modules"]?.text
        self.timeout = .milliseconds(timeout)
        memoryMegabytes = memory
    }
}
