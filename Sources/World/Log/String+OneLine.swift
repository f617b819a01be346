extension String {
    /// Control characters as blanks: a stranger's text must not write lines of its own into a log.
    package var oneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory.isUnseen ? " " : $0 }))
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isUnseen: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }
}
