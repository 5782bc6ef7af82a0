/** `action.yml` as data, and the few expressions that it uses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const PROJECT = join(import.meta.dirname, '../..');

export type ActionStep = {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
};

type ActionFile = {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
};

export const ACTION = parse(readFileSync(join(PROJECT, 'action.yml'), 'utf8')) as ActionFile;

/** What expressions name: `inputs.stack`, `github.event.pull_request.number`, `steps.gate.outputs.report`. */
export type Contexts = Readonly<Record<string, string>>;

/** `a ${{ inputs.x }} b` with every expression replaced; a name that is not there is empty, as on GitHub. */
export const filled = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => contexts[name] ?? '');

/**
 * Whether a step runs. A condition that asks for no status also wants every step before to have succeeded.
 *
 * @throws Error for an expression of another form than action.yml has
 */
export function isRun(condition: string | undefined, contexts: Contexts, hasFailed: boolean): boolean {
  if (condition === undefined) return !hasFailed;
  const expression = /^\$\{\{\s*(.+?)\s*\}\}$/.exec(condition)?.[1] ?? condition;
  const parts = expression.split(' && ');
  const asksStatus = parts.includes('!cancelled()');
  return (asksStatus || !hasFailed) && parts.every(part => isTrue(part, contexts));
}

function isTrue(part: string, contexts: Contexts): boolean {
  if (part === '!cancelled()') return true;
  const [, name, sign, text] = /^([\w.-]+) (==|!=) '(.*)'$/.exec(part) ?? [];
  if (name === undefined) throw new Error(`not known here: ${part}`);
  return ((contexts[name] ?? '') === text) === (sign === '==');
}
