/// The page at `/login/callback` and `/mobile`, which in-app browsers open with a result in the fragment.
package struct LandingPage: Page {
    package static let template = PageTemplate(markup: PackageResources.landing_mustache)

    package init() {}
}
