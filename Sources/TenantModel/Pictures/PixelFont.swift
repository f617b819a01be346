/// Digits and letters of five by seven cells.
enum PixelFont {
    static let width = 5
    static let height = 7

    /// From the top, the leftmost cell in the highest of the five bits.
    ///
    /// - Parameter letter: an ASCII digit or small letter.
    static func rows(of letter: UInt8) -> [UInt8] {
        let (zero, a) = (Int(UInt8(ascii: "0")), Int(UInt8(ascii: "a")))
        let index = Int(letter) < a ? Int(letter) - zero : Int(letter) - a + 10
        guard glyphs.indices.contains(index) else { return [] }
        return (1...height).map { UInt8(truncatingIfNeeded: glyphs[index] >> UInt64(8 * (height - $0))) }
    }

    /// 0 to 9, then A to Z; a byte a row.
    private static let glyphs: [UInt64] = [
        0x0E11131519110E, 0x040C040404040E, 0x0E11010204081F, 0x1F02040201110E,
        0x02060A121F0202, 0x1F101E0101110E, 0x0608101E11110E, 0x1F010204080808,
        0x0E11110E11110E, 0x0E11110F01020C, 0x0E11111F111111, 0x1E11111E11111E,
        0x0E11101010110E, 0x1E11111111111E, 0x1F10101E10101F, 0x1F10101E101010,
        0x0E11101711110F, 0x1111111F111111, 0x0E04040404040E, 0x0702020202120C,
        0x11121418141211, 0x1010101010101F, 0x111B1515111111, 0x11111915131111,
        0x0E11111111110E, 0x1E11111E101010, 0x0E11111115120D, 0x1E11111E141211,
        0x0F10100E01011E, 0x1F040404040404, 0x1111111111110E, 0x11111111110A04,
        0x1111111515150A, 0x11110A040A1111, 0x1111110A040404, 0x1F01020408101F,
    ]
}
