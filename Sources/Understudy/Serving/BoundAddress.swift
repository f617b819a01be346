/// The ports that were asked for, or found free where 0 was asked for.
package struct BoundAddress: Hashable, Sendable {
    package let http: Int
    package let https: Int

    package init(http: Int, https: Int) {
        self.http = http
        self.https = https
    }
}
