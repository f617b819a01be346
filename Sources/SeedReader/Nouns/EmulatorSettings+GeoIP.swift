import TenantModel

extension EmulatorSettings {
    /// The keys of `emulator.geoip`: the members of `context.request.geoip`.
    static let geoipKeys = KeyTable([
        .key("country_code", .text(.capitals(2, example: "DK"))),
        .key("country_code3", .text(.capitals(3, example: "DNK"))),
        .key("country_name", .text(.nonEmpty)),
        .key("city_name", .text(.nonEmpty)),
        .key("latitude", .number(-90...90, unit: "degrees")),
        .key("longitude", .number(-180...180, unit: "degrees")),
        .key("time_zone", .text(.nonEmpty)),
        .key("continent_code", .choice(["AF", "AN", "AS", "EU", "NA", "OC", "SA"])),
    ])

    /// All members of `context.request.geoip`; those that the seed omits are null.
    static func geoip(seed fields: Fields?) -> JSONObject {
        var place = unknownPlace
        for key in geoipKeys.keys {
            if let node = fields?.node(key.name) { place[key.name] = JSONValue(node, as: key.shape) }
        }
        return place
    }
}

extension TextForm {
    fileprivate static func capitals(_ count: Int, example: String) -> TextForm {
        TextForm { text in
            let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
            let isCode = text.utf8.count == count && text.utf8.allSatisfy { capitals.contains($0) }
            return isCode ? nil : Fault(reason: "must be \(count) capital letters, such as \(example)")
        }
    }
}
