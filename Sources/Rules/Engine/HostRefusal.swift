/// Why a native function refuses what JavaScript asks.
///
/// JavaScript gets an `Error` with this message.
struct HostRefusal: Error, CustomStringConvertible {
    let description: String
}
