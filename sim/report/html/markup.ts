/**
 * HTML as a value of its own. It protects one invariant: text from anywhere else can stand in a page only escaped, since
 * only this tag makes markup, and it escapes whatever is not.
 */
export type Markup = { readonly html: string };
type Part = Markup | string | number | readonly Part[];

export const NOTHING: Markup = { html: '' };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template tag. Attributes must stand in double quotes.
 *
 * @example markup`<p>${'1 < 2'}</p>`.html   // '<p>1 &lt; 2</p>'
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: texts.map((text, index) => text + htmlOf(parts[index] ?? '')).join('') };
}

function htmlOf(part: Part): string {
  if (typeof part === 'string') return part.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(htmlOf).join('');
}
