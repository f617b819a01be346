/// The built-in JavaScript modules by the names under which the sandbox asks for them.
enum SandboxModules {
    static let runtime = String(decoding: PackageResources.runtime_js, as: UTF8.self)

    static let shared = String(decoding: PackageResources.shared_js, as: UTF8.self)

    static func source(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    private static func bytes(_ name: String) -> [UInt8]? {
        switch name {
        case "assert": PackageResources.assert_js
        case "axios": PackageResources.axios_js
        case "buffer": PackageResources.buffer_js
        case "crypto": PackageResources.crypto_js
        case "events": PackageResources.events_js
        case "fetch": PackageResources.fetch_js
        case "internal-equality": PackageResources.internal_equality_js
        case "internal-errors": PackageResources.internal_errors_js
        case "internal-inspect": PackageResources.internal_inspect_js
        case "internal-realms": PackageResources.internal_realms_js
        case "internal-types": PackageResources.internal_types_js
        case "internal-whatwg-url": PackageResources.internal_whatwg_url_js
        case "jsonwebtoken": PackageResources.jsonwebtoken_js
        case "modules": PackageResources.modules_js
        case "network": PackageResources.network_js
        case "path": PackageResources.path_js
        case "querystring": PackageResources.querystring_js
        case "request": PackageResources.request_js
        case "request-promise": PackageResources.request_promise_js
        case "string_decoder": PackageResources.string_decoder_js
        case "text": PackageResources.text_js
        case "url": PackageResources.url_js
        case "util": PackageResources.util_js
        case "uuid": PackageResources.uuid_js
        default: nil
        }
    }
}
