import type { Path } from '../yaml/located.ts';

/** What a cross-check found, by its place in the plan; `parseStackConfig` turns it into a Problem with file and line. */
export type Finding = {
  /** An error keeps the plan from being used; a warning comes with it. */
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  /** Rule, saw and wanted, as the end of a sentence whose subject is the path. */
  readonly message: string;
  readonly hint?: string;
};

export const error = (path: Path, message: string, hint: string): Finding => ({
  severity: 'error',
  path,
  message,
  hint,
});

export const warning = (path: Path, message: string, hint: string): Finding => ({
  severity: 'warning',
  path,
  message,
  hint,
});

/** The entries of a list that stood in it before, with their index. */
export function repeats<Item>(items: readonly Item[]): readonly { readonly item: Item; readonly index: number }[] {
  return items.map((item, index) => ({ item, index })).filter(({ item, index }) => items.indexOf(item) < index);
}
