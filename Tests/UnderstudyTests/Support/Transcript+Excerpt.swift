import UnderstudyTesting

extension Transcript {
    /// Only the last exchanges, where what went before has a golden of its own.
    func last(_ count: Int = 1) -> Transcript { Transcript(exchanges.suffix(count)) }

    /// Only what matters to a journey: the controls of the emulator left out.
    var withoutControls: Transcript {
        Transcript(exchanges.filter { !$0.request.url.target.hasPrefix("/_understudy/clock") })
    }
}
