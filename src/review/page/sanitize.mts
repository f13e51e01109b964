const FORBIDDEN = "script, style, link, meta, base, iframe, frame, object, embed, form, template, portal";

/**
 * HTML of an output as nodes without scripts, handlers and styles for the whole page. The page's policy already forbids scripts;
 * styles that notebook front ends need would spoil the report's own.
 */
export function sanitized(html: string, keepIds: boolean): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const element of parsed.querySelectorAll(FORBIDDEN)) element.remove();
  for (const element of parsed.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      const dangerous =
        /^on/i.test(name) ||
        (/^(href|src|action|formaction|xlink:href)$/i.test(name) && /^\s*javascript:/i.test(value));
      if (dangerous || (name === "id" && !keepIds)) element.removeAttribute(name);
    }
    if (element.localName === "a") element.setAttribute("rel", "noreferrer noopener");
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}
