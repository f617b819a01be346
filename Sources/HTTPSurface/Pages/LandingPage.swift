/// `/login/callback` and `/mobile`, opened with a result in the fragment (authentication API §3.8, §4.4).
package struct LandingPage: Page {
    package static let template = PageTemplate(markup: PackageResources.landing_mustache)

    package init() {}
}
