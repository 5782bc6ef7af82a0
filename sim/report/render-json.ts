/**
 * JSON for people and programs: two spaces of indent, but a list of plain values stays on one line, so that a timeline of
 * a thousand minutes is one line and not a thousand. The same value gives the same bytes.
 *
 * @throws Error for a number that JSON has no word for (NaN, Infinity): it would become null without a word
 */
export function renderJson(value: unknown): string {
  return `${render(value, '')}\n`;
}

function render(value: unknown, indent: string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`JSON has no number ${value}`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every(isPlain)) return `[${value.map(item => render(item, inner)).join(', ')}]`;
    return `[\n${value.map(item => inner + render(item, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, part]) => `${inner}${JSON.stringify(key)}: ${render(part, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

const isPlain = (item: unknown) => typeof item !== 'object' || item === null;
