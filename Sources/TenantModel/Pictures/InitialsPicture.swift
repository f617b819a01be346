import Synchronization

/// The default `picture` of a user: two letters of the e-mail address, as a PNG in a `data:` URL.
///
/// The real tenant puts the address of a public avatar service there, and a browser that shows the profile would fetch
/// it. A `data:` URL needs no network and no certificate, and is the same at every port and domain.
package enum InitialsPicture {
    /// Cells of the square, each of them 8 pixels wide: in one bit a pixel a row of cells is a row of bytes.
    private static let side = 17

    /// Everybody with the same two letters has the same text, once in memory.
    private static let known = Mutex<[String: String]>([:])

    /// At most 255 bytes, which is what applications have room for.
    package static func url(forEmail email: String) -> String {
        let name = email.lowercased().utf8.prefix { $0 != UInt8(ascii: "@") }
        let initials = String(decoding: name.filter(\.isLetterOrDigit).prefix(2), as: UTF8.self)
        return known.withLock { known in
            if let url = known[initials] { return url }
            let url = "data:image/png;base64," + Base64.encode(png(of: Array(initials.utf8)))
            known[initials] = url
            return url
        }
    }

    private static func png(of initials: [UInt8]) -> [UInt8] {
        var cells = Array(repeating: Array(repeating: false, count: side), count: side)
        let width = initials.count * (PixelFont.width + 1) - 1
        let left = (side - width) / 2
        let top = (side - PixelFont.height) / 2
        for (index, letter) in initials.enumerated() {
            for (y, row) in PixelFont.rows(of: letter).enumerated() {
                for x in 0..<PixelFont.width where row >> UInt8(PixelFont.width - 1 - x) & 1 == 1 {
                    cells[top + y][left + index * (PixelFont.width + 1) + x] = true
                }
            }
        }
        return PNGPicture.encode(cells, ground: [0x6D, 0x2A, 0x5D], ink: [0xFF, 0xFF, 0xFF])
    }
}
