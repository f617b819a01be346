import TenantModel
import Testing

@Suite("A JSON object")
struct JSONObjectTests {
    @Test("keeps the order in which its members came")
    func order() {
        var object: JSONObject = ["z": 1, "a": 2, "m": 3]
        #expect(object.names == ["z", "a", "m"])
        object["a"] = 20
        object["b"] = 4
        #expect(object.serializedText == #"{"z":1,"a":20,"m":3,"b":4}"#)
        object["z"] = nil
        object["missing"] = nil
        #expect(object.names == ["a", "m", "b"])
        object["z"] = 5
        #expect(object.names == ["a", "m", "b", "z"])
    }

    @Test("takes the later of two members of one name, in the place of the earlier")
    func pairs() {
        #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]).serializedText == #"{"a":3,"b":2}"#)
    }

    @Test("takes two spellings of one character for two names, as every other reader of JSON does")
    func spellings() throws {
        // Swift takes all three for equal, and the last two are as long as each other.
        let names = ["\u{c5}", "\u{212b}", "A\u{30a}"]
        let object = JSONObject(names.enumerated().map { ($1, .integer($0)) })
        #expect(object.members.count == 3)
        #expect(names.map { object[$0] } == [0, 1, 2])
        #expect(try JSONValue(parsing: object.serializedText).object?.members.count == 3)
    }

    @Test("merges in place and appends what is new")
    func merging() {
        let object: JSONObject = ["a": 1, "b": ["deep": 1]]
        #expect(
            object.merging(["c": 3, "b": ["other": 2], "a": nil]).serializedText
                == #"{"a":null,"b":{"other":2},"c":3}"#
        )
        #expect(object.serializedText == #"{"a":1,"b":{"deep":1}}"#)
        #expect(JSONObject().isEmpty && !object.isEmpty)
    }

    @Test("tells a member that is null from one that is not there")
    func nullMembers() {
        let object: JSONObject = ["a": nil]
        #expect(object["a"]?.isNull == true)
        #expect(object["b"] == nil)
    }

    @Test("gives a value only as what it is")
    func kinds() {
        let values: [(value: JSONValue, kind: String)] = [
            (nil, "null"), (true, "a boolean"), (1, "a number"), (.number(1), "a number"), ("x", "a string"),
            ([1], "a list"), (["a": 1], "an object"),
        ]
        for (value, kind) in values { #expect(value.kind == kind) }
        #expect(values.map { $0.value.flag != nil } == [false, true, false, false, false, false, false])
        #expect(values.map { $0.value.integer != nil } == [false, false, true, false, false, false, false])
        #expect(values.map { $0.value.text != nil } == [false, false, false, false, true, false, false])
        #expect(values.map { $0.value.elements != nil } == [false, false, false, false, false, true, false])
        #expect(values.map { $0.value.object != nil } == [false, false, false, false, false, false, true])
    }
}
