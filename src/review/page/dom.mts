/** Properties of an element to make; `class` and `text` for short, functions by event name. */
export interface Parts {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onclick?: () => void;
}

/** Makes an element; text is never read as HTML. */
export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  parts: Parts = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  if (parts.class) element.className = parts.class;
  if (parts.text !== undefined) element.textContent = parts.text;
  for (const [name, value] of Object.entries(parts.attributes ?? {})) element.setAttribute(name, value);
  if (parts.onclick) element.addEventListener("click", parts.onclick);
  element.append(...children);
  return element;
}

export function button(text: string, title: string, onclick: () => void): HTMLButtonElement {
  return make("button", { text, onclick, attributes: { type: "button", title } });
}
