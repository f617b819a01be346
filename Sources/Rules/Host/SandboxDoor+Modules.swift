import World

extension SandboxDoor {
    /// The functions that only modules need.
    ///
    /// They are made when the first module is required; most logins need none.
    var rareFunctions: [(String, HostFunction.Body)] {
        [
            (
                "hash",
                { arguments, context in
                    context.make(
                        bytes: try Cryptography.hash(
                            try context.string(arguments[0]),
                            context.bytes(arguments[1]) ?? []
                        )
                    )
                }
            ),
            (
                "hmac",
                { arguments, context in
                    let key = context.bytes(arguments[1]) ?? []
                    let bytes = context.bytes(arguments[2]) ?? []
                    return context.make(
                        bytes: try Cryptography.hmac(try context.string(arguments[0]), key: key, bytes)
                    )
                }
            ),
            (
                "sign",
                { arguments, context in
                    let bytes = context.bytes(arguments[2]) ?? []
                    let (algorithm, pem) = (try context.string(arguments[0]), try context.string(arguments[1]))
                    let scheme = try Self.scheme(arguments[3], context)
                    return context.make(bytes: try Cryptography.sign(algorithm, scheme, pem: pem, bytes))
                }
            ),
            (
                "verify",
                { arguments, context in
                    let (algorithm, pem) = (try context.string(arguments[0]), try context.string(arguments[1]))
                    let (bytes, signature) = (context.bytes(arguments[2]) ?? [], context.bytes(arguments[3]) ?? [])
                    let scheme = try Self.scheme(arguments[4], context)
                    return context.make(
                        try Cryptography.verify(algorithm, scheme, pem: pem, bytes, signature: signature)
                    )
                }
            ),
            (
                "kindOfFile",
                { [self] arguments, context in
                    let kind = folder?.kind(of: try context.string(arguments[0]))
                    return kind.map { context.make($0.rawValue) } ?? context.undefined
                }
            ),
            (
                "readFile",
                { [self] arguments, context in
                    let name = try context.string(arguments[0])
                    guard let text = folder?.text(of: name) else {
                        throw HostRefusal(description: "\(name) cannot be read as a module")
                    }
                    return context.make(text)
                }
            ),
            (
                "compileModule",
                { arguments, context in
                    let body = "(function (exports, require, module, __filename, __dirname) {"
                    let text = try context.string(arguments[1])
                    return try context.evaluate(
                        "\(body)\(text)\n})",
                        named: "modules/\(try context.string(arguments[0]))"
                    )
                }
            ),
        ]
    }

    /// The signature scheme that JavaScript asks for.
    ///
    /// - Parameter saltLength: the salt length of RSASSA-PSS; undefined for other schemes.
    private static func scheme(_ saltLength: JavaScriptCore.Value?, _ context: ScriptContext) throws
        -> Cryptography.Scheme
    {
        let length = try context.number(saltLength)
        guard !length.isNaN else { return .ofKey }
        guard let length = Int32(exactly: length) else { throw HostRefusal(description: "The salt has no such length") }
        return .pss(saltLength: length)
    }
}
