/**
 * A report as data: what is said, before how it looks. The same blocks become a terminal's text and Markdown, so the two
 * cannot say different things.
 */
export type Column = { readonly title: string; readonly align: 'left' | 'right' };

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** What the reader came for. */
  | { readonly kind: 'answer'; readonly lines: readonly string[] }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** Less important than the rest: where things come from, what to try next. */
  | { readonly kind: 'aside'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  /** Already laid out in equally wide characters. */
  | { readonly kind: 'chart'; readonly lines: readonly string[] };

export const left = (title: string): Column => ({ title, align: 'left' });
export const right = (title: string): Column => ({ title, align: 'right' });
