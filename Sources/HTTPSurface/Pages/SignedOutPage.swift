/// The answer of a logout without `returnTo`: a page with the text `OK`.
package struct SignedOutPage: Page {
    package static let template = PageTemplate(markup: PackageResources.signed_out_mustache)

    package init() {}
}
