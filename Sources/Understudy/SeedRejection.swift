import SeedReader

/// A seed that cannot be played; says every complaint with file, line and column.
package protocol SeedRejection: Error, CustomStringConvertible {}

extension SeedRejected: SeedRejection {}
