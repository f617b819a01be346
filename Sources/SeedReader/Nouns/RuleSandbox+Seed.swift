import TenantModel

extension RuleSandbox {
    /// The keys of `emulator.rules`.
    static let seedKeys = KeyTable([
        .key("timeout_ms", .integer(1...600_000, unit: "milliseconds")),
        // The engine alone takes 50 to 65 MiB.
        .key("memory_mb", .integer(96...65_536, unit: "MiB")),
        .key("modules", .text(.nonEmpty)),
        .key("stubs", .list(.map(NetworkStub.seedKeys))),
    ])

    /// - Parameter fields: `emulator.rules`; nil if the seed has none.
    init(seed fields: Fields?, in reading: Reading) {
        self.init()
        guard let fields else { return }
        if let milliseconds = fields.integer("timeout_ms") { timeout = .milliseconds(milliseconds) }
        memoryMegabytes = fields.integer("memory_mb") ?? memoryMegabytes
        modules = Self.modules(fields, in: reading)
        stubs = fields.items("stubs").compactMap { NetworkStub(seed: $0, reading.findings) }
    }

    private static func modules(_ fields: Fields, in reading: Reading) -> String? {
        guard let written = fields.text("modules"), !written.isEmpty else { return nil }
        do {
            return try reading.attached[fields.position(of: "modules").file].folder(of: written)
        } catch {
            reading.findings.report(
                .unreadable,
                "modules: folder \"\(written)\" \(error.reason)",
                at: fields.position(of: "modules"),
                fields.path + "modules"
            )
            return nil
        }
    }
}
