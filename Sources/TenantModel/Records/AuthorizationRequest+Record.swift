extension AuthorizationRequest: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("client", client)
        writer.put("pipeline", pipeline.rawValue)
        writer.put("response_type", responseType.description)
        writer.put("to", target)
        writer.put("sent_redirect_uri", sentRedirectURI)
        writer.put("scope", scope.description)
        writer.put("nonce", nonce)
        writer.put("connection", connection)
        writer.put("connection_scope", connectionScope)
        writer.put("prompt", prompt.map(\.rawValue).sorted())
        writer.put("max_age", maxAgeSeconds)
        writer.put("login_hint", loginHint)
        writer.put("hinted_user", hintedUser)
        if let codeChallenge {
            writer.put("code_challenge", codeChallenge.value)
            writer.put("code_challenge_method", codeChallenge.method.rawValue)
        }
        writer.put("device", device)
        writer.put("without_session", !keepsSession)
        writer.put("parameters", parameters)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        guard let type = ResponseType(try record.text("response_type")) else {
            throw RecordFault(member: "response_type")
        }
        self.init(
            client: try record.identifier("client"),
            pipeline: try record.word("pipeline"),
            responseType: type,
            target: try record.thing("to"),
            scope: try record.scope("scope"),
            parameters: try record.object("parameters")
        )
        sentRedirectURI = try record.optionalText("sent_redirect_uri")
        nonce = try record.optionalText("nonce")
        connection = try record.optionalText("connection")
        connectionScope = try record.optionalText("connection_scope")
        let prompts = try record.texts("prompt")
        prompt = Set(prompts.compactMap(Prompt.init(rawValue:)))
        guard prompt.count == prompts.count else { throw RecordFault(member: "prompt") }
        maxAgeSeconds = try record.optionalInteger("max_age")
        loginHint = try record.optionalText("login_hint")
        hintedUser = try record.optionalIdentifier("hinted_user")
        if let value = try record.optionalText("code_challenge") {
            codeChallenge = CodeChallenge(method: try record.word("code_challenge_method"), value: value)
        }
        device = try record.optionalText("device")
        keepsSession = try !record.flag("without_session")
    }
}

extension ResponseType: CustomStringConvertible {
    /// Its words, in one order.
    package var description: String {
        [code ? "code" : nil, idToken ? "id_token" : nil, token ? "token" : nil].compactMap { $0 }
            .joined(separator: " ")
    }
}

extension RedirectTarget: Recorded {
    package var record: JSONObject {
        var writer = RecordWriter()
        writer.put("redirect_uri", redirectURI)
        writer.put("mode", mode.rawValue)
        writer.put("state", state)
        writer.put("popup_client", popupClient)
        writer.put("message_client", messageClient)
        writer.put("relay_uri", relay?.uri)
        writer.put("relay_frame", relay?.frame)
        return writer.record
    }

    package init(record: RecordReader) throws(RecordFault) {
        var relay: MessageRelay?
        if let uri = try record.optionalText("relay_uri") {
            relay = MessageRelay(uri: uri, frame: try record.text("relay_frame"))
        }
        self.init(
            redirectURI: try record.text("redirect_uri"),
            mode: try record.word("mode"),
            state: try record.optionalText("state"),
            popupClient: try record.optionalIdentifier("popup_client"),
            messageClient: try record.optionalIdentifier("message_client"),
            relay: relay
        )
    }
}
