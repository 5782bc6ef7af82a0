/** The validation table of docs/MODEL.md: every closed form beside what the simulator says, and how sure it is. */
import { batchCases } from './cases/batch-arrivals.ts';
import { generalServiceCases, infiniteServerCase } from './cases/general-service.ts';
import { closedLoopCases, lossCases } from './cases/limited.ts';
import { fiveServerCases, heavyTrafficCases, singleServerCases, twentyServerCases } from './cases/multi-server.ts';
import { priorityCase, tandemCase } from './cases/networks.ts';
import { type Effort, measureCase, type TheoryCase, type ValidationRow } from './theory-case.ts';

/** In the order of the table. */
export function casesOf(effort: Effort): readonly TheoryCase[] {
  return [
    ...singleServerCases,
    ...fiveServerCases,
    ...twentyServerCases,
    ...(effort === 'bench' ? heavyTrafficCases : []),
    ...generalServiceCases,
    infiniteServerCase,
    ...lossCases,
    ...closedLoopCases,
    ...batchCases,
    tandemCase,
    priorityCase,
  ];
}

/** Runs case by case as rows are asked for: about a minute for `test`, ten for `bench`. */
export function* validationRows(effort: Effort): Generator<ValidationRow> {
  for (const theoryCase of casesOf(effort)) yield* measureCase(theoryCase, effort);
}

const HEADER = [
  '| case | quantity | theory | simulated | error | 99.9 % half width | jobs |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
];

/** Markdown, line by line as rows come. The same rows give the same lines, so that a document can be compared. */
export function* renderValidationTable(rows: Iterable<ValidationRow>): Generator<string> {
  yield* HEADER;
  for (const row of rows) yield renderRow(row);
}

/** @example '| M/M/1, utilization 0.5 | mean wait | 1.0000 | 0.9987 | -0.13 % | 1.64 % | 1.0 M |' */
export function renderRow(row: ValidationRow): string {
  const cells = [
    row.caseName,
    row.quantity,
    row.theory.toPrecision(5),
    row.simulated.toPrecision(5),
    `${row.errorRatio < 0 ? '-' : '+'}${percent(Math.abs(row.errorRatio))}`,
    percent(row.halfWidthRatio),
    `${(row.jobCount / 1e6).toFixed(1)} M`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(2)} %`;
}
