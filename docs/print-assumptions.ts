/** Prints the assumptions as docs/MODEL.md quotes them: name, value, range, reason, source. */
import { ASSUMPTION_NAMES, ASSUMPTIONS } from '../hub/catalog/assumptions.ts';

for (const name of ASSUMPTION_NAMES) {
  const { value, low, high, why, source } = ASSUMPTIONS[name];
  process.stdout.write(`${name} = ${value}  (${low} to ${high})\n    ${why}\n    ${source}\n`);
}
