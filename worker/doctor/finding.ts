/** What one check of the doctor says. */
export type Finding =
  | { readonly kind: 'fine'; readonly says: string }
  /** Something a person has to do. */
  | { readonly kind: 'wrong'; readonly says: string; readonly todo: string }
  /** It could not be looked at without changing something, or without what another check misses. */
  | { readonly kind: 'unproven'; readonly says: string };

export type Check = { readonly name: string; readonly run: () => Promise<Finding> };
export type Checked = { readonly name: string } & Finding;

export const fine = (says: string): Finding => ({ kind: 'fine', says });
export const wrong = (says: string, todo: string): Finding => ({ kind: 'wrong', says, todo });
export const unproven = (says: string): Finding => ({ kind: 'unproven', says });

/** One after the other, so that they do not wait for each other's disk; a check that breaks is a finding, too. */
export async function runChecks(checks: readonly Check[]): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const { name, run } of checks) {
    const finding = await run().catch((error: unknown) =>
      wrong(error instanceof Error ? error.message : String(error), 'this check itself failed: report it'),
    );
    checked.push({ name, ...finding });
  }
  return checked;
}
