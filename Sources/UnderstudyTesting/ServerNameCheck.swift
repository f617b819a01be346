import NIOCore
import NIOSSL

/// Compares a server's certificate with the name that was asked for.
///
/// NIOSSL's own check is content when the certificate carries the *address* of the connection, as an emulator's may: no
/// wrong name would be noticed. Where NIOSSL does refuse a name, the error is the same.
final class ServerNameCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any
    typealias InboundOut = Any

    private let name: String

    init(_ name: String) { self.name = name.lowercased() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isWrongName = error as? NIOSSLExtraError == .failedToValidateHostname
        context.fireErrorCaught(isWrongName ? BrowserError.wrongCertificate(name) : error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The first event behind a TLS handler says that its handshake is complete. What was written waits for it.
        guard let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate() else {
            return context.fireUserInboundEventTriggered(event)
        }
        guard Self.names(of: certificate).contains(where: matches) else {
            context.fireErrorCaught(BrowserError.wrongCertificate(name))
            return context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    private static func names(of certificate: NIOSSLCertificate) -> [String] {
        certificate._subjectAlternativeNames().filter { $0.nameType == .dnsName }
            .map { String(decoding: $0.contents, as: UTF8.self).lowercased() }
    }

    /// The whole name, or one label for a leading `*` (RFC 6125 §6.4.3).
    private func matches(_ pattern: String) -> Bool {
        guard pattern.hasPrefix("*.") else { return pattern == name }
        return name.firstIndex(of: ".").map { name[$0...] == pattern.dropFirst() } ?? false
    }
}
