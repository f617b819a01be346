/// Advice for the pages of refusals that have no hint of their own.
enum Advice {
    static let forPrograms =
        "Programs call this address, and read its answer as JSON. The page / of this tenant has a login to try."
    static let token =
        "Programs call this address with a token in the header Authorization: Bearer …. "
        + "understudy token makes one for trying it out."
    static let control = "The README lists the calls of the control API under /_understudy/."
    static let store =
        "Try it again. If that does not help, look into Understudy's log, which says what was wrong with the store."
    static let fullStore = "Make room on the disk that the store is on, and try it again."

    /// - Parameter methods: the methods that the address takes.
    static func methods(_ methods: String) -> String {
        "Programs and forms call this address, with \(methods). The page / of this tenant has a login to try."
    }

    static func bug(_ requestID: String) -> String {
        "Understudy's log has the cause; look for the request \(requestID). It is a fault of ours: please report it."
    }

    /// - Parameter host: the host that the browser named.
    static func unknownHost(_ host: String?) -> String {
        let name = host.map { "aliases: [\"\($0)\"]" } ?? "aliases"
        return "Open the tenant by its own domain, which understudy serve prints when it starts. "
            + "Or let it answer at this name, too: write \(name) under emulator in its seed."
    }

    /// - Parameter code: the wire value of `error`.
    static func on(_ code: String, _ path: String) -> String? {
        switch code {
        case "not_found" where path.hasPrefix("/_understudy/"): control
        case "not_found":
            "Look at the spelling. The page / of this tenant says what it has, and the README lists every address that is "
                + "served."
        case "method_not_allowed":
            forPrograms
        case "not_emulated":
            "The README lists what is served and what is not, and often what to use instead."
        case "payload_too_large": "Send less: no form of a tenant needs that much."
        case "foreign_origin":
            "Type this address, or open it from a page of this tenant: another site's link may not lead here."
        case "loopback_only": "Open it in a browser on the machine that Understudy runs on."
        case "invalid_token", "Unauthorized": token
        case "temporarily_unavailable": "Load this page again in a moment."
        default: nil
        }
    }
}
