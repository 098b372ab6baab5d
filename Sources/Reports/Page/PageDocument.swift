/// A whole page: its head with style sheet and policy, its body, its scripts.
enum PageDocument {
  /// Well-formed as HTML and as XML, without any outside file, font or address.
  static func text(
    title: String, scripts: [StaticString], @MarkupBuilder body: () -> [Markup]
  ) -> String {
    let page = element("html", ["lang": "en"]) {
      element("head") {
        element("meta", ["charset": "utf-8"])
        element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        element(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content":
              "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
          ])
        element("title") { title }
        Markup.style(PageStyle.sheet)
        Markup.style(PageStyle.chartSheet)
      }
      element("body") {
        body()
        scripts.map { Markup.script($0) }
      }
    }
    return "<!DOCTYPE html>\n" + page.format()
  }
}
