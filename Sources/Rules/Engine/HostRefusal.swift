/// Why the native door does not do what JavaScript asks; over there it is the message of an `Error`.
struct HostRefusal: Error, CustomStringConvertible {
    let description: String
}
