/// What one client may ask of the server before its connection is closed.
package struct ServingLimits: Hashable, Sendable {
    /// One header field, in bytes.
    ///
    /// Browsers bring the cookies of every application on `localhost`: generous.
    package var headerFieldBytes = 80 * 1024
    /// All header fields of a request, in bytes.
    package var headerListBytes = 80 * 1024
    /// Header fields of a request.
    package var headerFields = 1000
    /// What chunk sizes, extensions and trailers may add to a body, in bytes.
    package var framingBytes = 512 * 1024
    /// Connections that wait to be accepted.
    package var backlog = 1024
    /// How long accepting rests when the system has no descriptor for another connection.
    package var acceptRest: Duration = .milliseconds(250)

    /// A connection without a request.
    package var idle: Duration = .seconds(60)
    /// From the first byte of a request to the last byte of its body; in HTTP/2 also of every frame and header block.
    package var request: Duration = .seconds(30)
    /// From connecting to the end of the TLS handshake.
    package var handshake: Duration = .seconds(10)
    /// A client that takes nothing of a waiting answer.
    package var stalledReader: Duration = .seconds(30)
    /// From the beginning of a close until the descriptor goes back: the client may read what it is owed.
    package var lingering: Duration = .seconds(2)
    /// Requests in flight, once told to stop.
    ///
    /// With the rest of a stop it stays below 5 s.
    package var stop: Duration = .seconds(4)

    package init() {}
}
