import type { Markup } from './markup.ts';

/**
 * Data for the page's script. Without `<` no text in it can end the element or open a comment; JSON reads the escape back.
 *
 * @param id one of ours, without special characters
 * @example dataIsland('a', ['</script>']).html   // '<script type="application/json" id="a">["\\u003c/script>"]</script>'
 */
export function dataIsland(id: string, data: unknown): Markup {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return { html: `<script type="application/json" id="${id}">${json}</script>` };
}
