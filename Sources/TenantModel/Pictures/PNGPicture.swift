/// A square of cells in two colours as a PNG (ISO/IEC 15948), each cell 8 by 8 pixels, one bit a pixel.
enum PNGPicture {
    private static let scale = 8

    /// - Parameters:
    ///   - cells: rows from the top; true where there is ink.
    ///   - ground: red, green, blue.
    static func encode(_ cells: [[Bool]], ground: [UInt8], ink: [UInt8]) -> [UInt8] {
        let side = UInt32(cells.count * scale)
        // A row of pixels begins with its filter, 0: none.
        let lines = cells.map { row -> [UInt8] in [0] + row.map { $0 ? UInt8.max : 0 } }
        let rows = lines.flatMap { Array(repeatElement($0, count: scale).joined()) }
        let header = bigEndian(side) + bigEndian(side) + [1, 3, 0, 0, 0]  // one bit a pixel, from a palette
        let stream = Deflate.compress(rows, rowLength: cells.count + 1)
        let data = [0x78, 0x01] + stream + bigEndian(Checksums.adler32(rows))
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let chunks = [
            chunk("IHDR", header), chunk("PLTE", ground + ink), chunk("IDAT", data), chunk("IEND", []),
        ]
        return signature + chunks.joined()
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(type.utf8) + data
        return bigEndian(UInt32(data.count)) + named + bigEndian(Checksums.crc32(named))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
