import HTTPTypes

/// Headers as recorded from the real tenant.
enum WireHeaders {
    static let noStore = "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0"
    static let pragma = HTTPField.Name("Pragma")!
    static let requestID = HTTPField.Name("X-Auth0-RequestId")!
    static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy")!
    static let frameOptions = HTTPField.Name("X-Frame-Options")!
    static let rateLimitLimit = HTTPField.Name("X-RateLimit-Limit")!
    static let rateLimitRemaining = HTTPField.Name("X-RateLimit-Remaining")!
    static let rateLimitReset = HTTPField.Name("X-RateLimit-Reset")!
    static let dpop = HTTPField.Name("DPoP")!
    static let requestedWith = HTTPField.Name("X-Requested-With")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let secFetchMode = HTTPField.Name("Sec-Fetch-Mode")!
}
