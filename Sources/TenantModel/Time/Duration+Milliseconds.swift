extension Duration {
    /// Rounded towards zero; dividing by a millisecond instead would now and then lose one more.
    package var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
