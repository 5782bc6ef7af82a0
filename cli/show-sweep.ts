/** What a sweep looks like, whether it was played here or merged. */
import { HubError } from '../hub/errors.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderText } from '../sim/report/render-text.ts';
import { sweepBlocks } from '../sim/report/sweep/sweep-blocks.ts';
import { sweepCsv } from '../sim/report/sweep/sweep-csv.ts';
import { sweepJson } from '../sim/report/sweep/sweep-json.ts';
import { sweepPicture } from '../sim/report/sweep/sweep-picture.ts';
import { headerLine, pointLine } from '../sim/sweep/sweep-lines.ts';
import type { Sweep } from '../sim/sweep/sweep-record.ts';
import { type Output, writeOutputs } from './output-files.ts';
import type { OutputKind } from './output-kinds.ts';
import { terminalStyle } from './terminal-style.ts';

export const SWEEP_RENDERERS = {
  jsonl: ({ header, points }: Sweep) => headerLine(header) + points.map(pointLine).join(''),
  json: (sweep: Sweep) => renderJson(sweepJson(sweep)),
  csv: sweepCsv,
  svg: (sweep: Sweep) => {
    const picture = sweepPicture(sweep);
    if (picture !== undefined) return picture;
    throw new HubError('USAGE', 'there is nothing to draw: no point has a value', { hint: 'leave --output svg= out' });
  },
} as const satisfies Readonly<Record<OutputKind<'sweep' | 'merge'>, unknown>>;

export async function showSweep(
  sweep: Sweep,
  outputs: readonly Output<keyof typeof SWEEP_RENDERERS>[],
  isJson: boolean,
): Promise<void> {
  await writeOutputs(outputs, kind => SWEEP_RENDERERS[kind](sweep));
  process.stdout.write(
    isJson ? SWEEP_RENDERERS.json(sweep) : renderText(sweepBlocks(sweep), terminalStyle(process.stdout)),
  );
}
