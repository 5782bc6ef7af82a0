/**
 * `node test/theory/print-table.ts` prints the validation table as Markdown (a minute); `--bench` prints the long one,
 * with 99 % busy queues (ten minutes).
 */
import { renderValidationTable, validationRows } from './validation-table.ts';

const words = process.argv.slice(2);
if (words.some(word => word !== '--bench')) {
  console.error('usage: node test/theory/print-table.ts [--bench]');
  process.exit(2);
}
for (const line of renderValidationTable(validationRows(words.includes('--bench') ? 'bench' : 'test'))) {
  console.log(line);
}
