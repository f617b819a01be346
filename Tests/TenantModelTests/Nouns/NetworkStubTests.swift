import TenantModel
import Testing

@Suite("A network stub's document")
struct NetworkStubTests {
    @Test("leaves out what the seed left out")
    func smallest() {
        let stub = NetworkStub(url: "https://api.example.com/")
        #expect(stub.document == ["url": "https://api.example.com/", "status": 200, "headers": [:], "delay_ms": 0])
    }

    @Test("has the members in the seed's order")
    func whole() {
        var stub = NetworkStub(url: "https://api.example.com/")
        stub.method = "POST"
        stub.body = "anything"
        stub.status = 418
        stub.headers = ["b": "1", "a": "2"]
        stub.json = ["plan": "gold"]
        stub.delay = .milliseconds(1500)
        #expect(
            JSONValue.object(stub.document).serializedText == #"{"method":"POST","url":"https://api.example.com/","#
                + #""body":"anything","status":418,"headers":{"b":"1","a":"2"},"json":{"plan":"gold"},"delay_ms":1500}"#
        )
    }

    @Test("answers with text, or with data", arguments: [nil, "Noted"])
    func contents(_ text: String?) {
        var stub = NetworkStub(url: "https://api.example.com/")
        stub.text = text
        #expect(stub.document["text"] == text.map(JSONValue.string))
        #expect(stub.document["json"] == nil)
    }
}
