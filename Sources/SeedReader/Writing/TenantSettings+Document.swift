import TenantModel

extension TenantSettings {
    /// The seed key `tenant`.
    var document: JSONObject {
        var document = JSONObject(given: [
            "friendly_name": .given(friendlyName),
            "picture_url": .given(pictureURL),
            "support_email": .given(supportEmail),
            "support_url": .given(supportURL),
            "default_directory": .given(defaultDirectory),
            "default_audience": .given(defaultAudience),
            "allowed_logout_urls": .given(allowedLogoutURLs),
        ])
        for (name, lifetime) in [("session_lifetime", sessionLifetime), ("idle_session_lifetime", idleSessionLifetime)]
        {
            let (unit, amount) = Self.written(lifetime)
            document[name + unit] = amount
        }
        document["flags"] = .given(flags)
        return document.followed(by: kept)
    }

    /// A lifetime in hours if it is a whole number of them, else in minutes; with the suffix of the key for that unit.
    ///
    /// More than a year is written in minutes, because the reader warns of such a number of hours.
    private static func written(_ lifetime: Duration) -> (unit: String, amount: JSONValue) {
        let milliseconds = lifetime.wholeMilliseconds
        let (hours, rest) = milliseconds.quotientAndRemainder(dividingBy: 3_600_000)
        if rest == 0, hours <= 8760 { return ("", .integer(Int(hours))) }
        if milliseconds % 60_000 == 0 { return ("_in_minutes", .integer(Int(milliseconds / 60_000))) }
        // The reader rounds down to whole milliseconds.
        let minutes = Double(milliseconds) / 60_000
        return ("_in_minutes", .number(Int64(minutes * 60_000) == milliseconds ? minutes : minutes.nextUp))
    }
}
