/// What a browser asks next after a redirect (Fetch standard, "HTTP-redirect fetch").
enum Redirection {
    static func request(after request: Exchange.Request, _ response: Exchange.Response) -> Exchange.Request? {
        guard [301, 302, 303, 307, 308].contains(response.status), let next = response.location else { return nil }
        if [307, 308].contains(response.status) || ["GET", "HEAD"].contains(request.method) {
            return Exchange.Request(request.method, next, fields: request.fields, body: request.body)
        }
        var fields = request.fields
        fields["Content-Type"] = nil
        return Exchange.Request("GET", next, fields: fields)
    }
}
