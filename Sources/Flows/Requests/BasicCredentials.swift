import TenantModel

/// `Authorization: Basic` as a client sends it (RFC 6749 §2.3.1).
package struct BasicCredentials: Hashable, Sendable {
    package struct Reading: Hashable, Sendable {
        package let clientID: String
        package let secret: String

        package init(clientID: String, secret: String) {
            self.clientID = clientID
            self.secret = secret
        }
    }

    /// What the header may mean, the standard's meaning first: id and secret should be form-encoded, but many libraries
    /// do not encode them.
    package let readings: [Reading]

    package var clientID: String { readings[0].clientID }
    package var secret: String { readings[0].secret }

    package init(clientID: String, secret: String) {
        readings = [Reading(clientID: clientID, secret: secret)]
    }

    /// Reads `id:secret`; returns nil if there is no colon, or if no reading is UTF-8.
    ///
    /// - Parameter bytes: the decoded base64 of the header.
    package init?(decoding bytes: [UInt8]) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        func reading(_ text: (ArraySlice<UInt8>) -> String?) -> Reading? {
            guard let id = text(bytes[..<colon]), let secret = text(bytes[(colon + 1)...]) else { return nil }
            return Reading(clientID: id, secret: secret)
        }
        let escaped = reading { PercentEncoding.decode($0, plusIsBlank: true) }
        let plain = reading { String(validating: $0, as: UTF8.self) }
        let readings = [escaped, plain == escaped ? nil : plain].compactMap { $0 }
        guard !readings.isEmpty else { return nil }
        self.readings = readings
    }
}

extension Parameters {
    /// The client that a request names, by whichever form; not proven, for journal and log alone.
    func namedClient(_ basic: BasicCredentials?) -> Identifier<Client>? {
        let id = basic?.clientID ?? (try? text("client_id")).flatMap { $0 }
        return id.map { Identifier(String($0.prefix(200))) }
    }
}
