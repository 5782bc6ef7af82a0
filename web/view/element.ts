/** Elements made once and then told what to show: no text becomes markup, and nothing that has the focus is replaced. */

type Attributes = Readonly<Record<string, string | boolean>>;

/** @param attributes true: present without a value; false: absent */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children);
  return made;
}

export function setAttribute(target: Element, name: string, value: string | boolean): void {
  if (value === false) target.removeAttribute(name);
  else if (target.getAttribute(name) !== String(value)) target.setAttribute(name, value === true ? '' : value);
}

/** Only when it differs, so that a screen reader does not hear the same again. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function setShown(target: HTMLElement, isShown: boolean): void {
  if (target.hidden === isShown) target.hidden = !isShown;
}

export function button(label: string, className: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, label);
  made.addEventListener('click', act);
  return made;
}

export type View<Shown> = { readonly element: HTMLElement; readonly show: (shown: Shown) => void };

/** A child for each item, kept as long as its key is there, in the order of the items. */
export function keyedChildren<Item>(
  parent: Element,
  keyOf: (item: Item) => string,
  create: () => View<Item>,
): (items: readonly Item[]) => void {
  let views = new Map<string, View<Item>>();
  return items => {
    const next = new Map<string, View<Item>>();
    for (const item of items) {
      const view = views.get(keyOf(item)) ?? create();
      view.show(item);
      next.set(keyOf(item), view);
    }
    for (const [key, view] of views) if (!next.has(key)) view.element.remove();
    [...next.values()].forEach(({ element: child }, index) => {
      if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    });
    views = next;
  };
}
