import Testing
@testable import SeedReader
@Test func x() {}
