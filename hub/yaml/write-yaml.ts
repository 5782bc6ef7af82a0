/** Values as YAML in the style of our stack files: lists of scalars and short mappings on one line, the rest in lines of their own. */
import { stringify } from 'yaml';

/** Columns of a stack file; a mapping that would be longer gets a line for each key. */
const LINE_LENGTH_MAX = 100;

/**
 * What stands after `key:`, without the newline at its end: a blank and the value, or lines that are indented more than the key.
 *
 * @param indent columns before the key
 * @example writeYaml(['a', 'b'], 2)            // ' [a, b]'
 * @example writeYaml([{ kind: 'step', steps: [] }], 2)   // '\n    - { kind: step, steps: [] }'
 */
export function writeYaml(value: unknown, indent: number): string {
  return isInline(value) ? ` ${inlineYaml(value)}` : `\n${blockOf(value, indent + 2)}`;
}

/**
 * The value on one line, as it may stand inside brackets, too.
 *
 * @example inlineYaml({ lowerBound: 0, tags: ['a, b'] })   // '{ lowerBound: 0, tags: ["a, b"] }'
 */
export function inlineYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = entriesOf(value).map(([key, part]) => `${scalar(key)}: ${inlineYaml(part)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return scalar(value);
}

/** A value as lines, each indented by `indent` columns. */
function blockOf(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) {
    return value
      .map(item =>
        isInline(item) ? `${pad}- ${inlineYaml(item)}` : `${pad}- ${blockOf(item, indent + 2).slice(indent + 2)}`,
      )
      .join('\n');
  }
  return entriesOf(value as object)
    .map(([key, part]) => `${pad}${scalar(key)}:${writeYaml(part, indent)}`)
    .join('\n');
}

/** A setting that is undefined is one that is not there. */
const entriesOf = (value: object) => Object.entries(value).filter(([, part]) => part !== undefined);

function isInline(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const parts = Object.values(value);
  if (parts.length === 0) return true;
  // A key alone reads best as it is: `- preset: steep-steps`.
  if (parts.length === 1 && !Array.isArray(value)) return false;
  const isFlat = parts.every(part => typeof part !== 'object' || part === null);
  return isFlat && inlineYaml(value).length <= LINE_LENGTH_MAX;
}

/** Quoted where a bracket or comma would end it, or a line would. */
function scalar(value: unknown): string {
  const text = stringify(value, { lineWidth: 0 }).trimEnd();
  const isPlain = !/^["']/.test(text);
  return typeof value === 'string' && ((isPlain && /[,[\]{}]/.test(text)) || text.includes('\n'))
    ? JSON.stringify(value)
    : text;
}
