import TenantModel

extension RefreshTokenPolicy {
    /// The keys of `refresh_token` of a client.
    static let seedKeys = KeyTable([
        .key("rotation_type", .choice(["rotating", "non-rotating"])),
        .key("expiration_type", .choice(["expiring", "non-expiring"])),
        .key("leeway", .integer(0...60, unit: "seconds")),
        .key("token_lifetime", .integer(1...157_788_000, unit: "seconds")),
        .key("idle_token_lifetime", .integer(1...157_788_000, unit: "seconds")),
        .key("infinite_token_lifetime", .flag),
        .key("infinite_idle_token_lifetime", .flag),
        .kept("policies", .list(.data)),
    ])

    init(seed fields: Fields?, _ findings: Findings) {
        self.init()
        guard let fields else { return }
        isRotating = fields.text("rotation_type") == "rotating"
        leeway = .seconds(fields.integer("leeway") ?? 0)
        let expires = fields.text("expiration_type").map { $0 == "expiring" } ?? isRotating
        guard expires else {
            if isRotating {
                findings.report(
                    .conflict,
                    "rotation_type: rotating needs expiration_type: expiring",
                    at: fields.position(of: "expiration_type"),
                    fields.path + "expiration_type"
                )
            }
            return
        }
        if !(fields.flag("infinite_token_lifetime") ?? false) {
            lifetime = .seconds(fields.integer("token_lifetime") ?? 2_592_000)
        }
        if !(fields.flag("infinite_idle_token_lifetime") ?? false) {
            idleLifetime = .seconds(fields.integer("idle_token_lifetime") ?? 1_296_000)
        }
    }
}
