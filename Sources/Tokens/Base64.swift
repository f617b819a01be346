/// base64 with padding (RFC 4648 §4), as Azure and AWS write it.
package enum Base64 {
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var digits = Array(Base64URL.encode(bytes).utf8)
        for index in digits.indices {
            switch digits[index] {
            case UInt8(ascii: "-"): digits[index] = UInt8(ascii: "+")
            case UInt8(ascii: "_"): digits[index] = UInt8(ascii: "/")
            default: break
            }
        }
        let padding = (4 - digits.count % 4) % 4
        return String(decoding: digits + Array(repeating: UInt8(ascii: "="), count: padding), as: UTF8.self)
    }
}
