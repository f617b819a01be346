import Testing

extension Tag {
    @Tag static var endToEnd: Tag
    @Tag static var golden: Tag
}
