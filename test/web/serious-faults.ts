import axe from 'axe-core';
import type { Person } from './people.ts';

/** Rules that a screen reader's or a keyboard's user would suffer from, broken by what is on screen now. */
export async function seriousFaults({ page }: Person): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
