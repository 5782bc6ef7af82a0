/** What `asset-sim trace` does: play one replication to know what it holds, then once more to tell it. */
import { HubError } from '../hub/errors.ts';
import type { RunRecord } from '../sim/model/run-record.ts';
import { simulate } from '../sim/model/simulate.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { formatCount } from '../sim/report/format-quantity.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderText } from '../sim/report/render-text.ts';
import { instanceLines, jobLines, type LifeLine } from '../sim/report/trace/life-lines.ts';
import { lifeBlocks, lifeJson, type TraceAbout } from '../sim/report/trace/life-report.ts';
import { TRACE_FORMATS, type TraceFormatName } from '../sim/report/trace/trace-formats.ts';
import { countEvent, expectedSliceCount, summaryBlocks, summaryJson } from '../sim/report/trace/trace-summary.ts';
import type { TraceEvent, TraceNames } from '../sim/trace/trace-event.ts';
import { watchRun } from '../sim/trace/watch-run.ts';
import { readFolder, readWholeNumber } from './flag-values.ts';
import type { TraceFlags } from './flags.ts';
import { withInterruption } from './interruption.ts';
import { loadStudy, REPLICATIONS_MAX, readNumbers } from './load-study.ts';
import { type Output, readOutputs, refuseToReplace } from './output-files.ts';
import { OUTPUT_KINDS } from './output-kinds.ts';
import { printWarnings } from './print-problems.ts';
import { streamOutputs } from './stream-outputs.ts';
import { terminalStyle } from './terminal-style.ts';

/** From here on the size is told before the work: a viewer that loads a million slices takes its time. */
const SLICES_TO_TELL = 1_000_000;
/** Between two looks at Ctrl-C and at what is to be written out. */
const EVENTS_PER_LOOK = 20_000;

type Asked = { readonly of: 'job' | 'instance'; readonly number: number };

export function playTrace(flags: TraceFlags): Promise<void> {
  return withInterruption(signal => play(flags, signal));
}

async function play(flags: TraceFlags, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything is written.
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.trace, folder);
  const asked = readAsked(flags);
  const replication = readNumber('--replication', flags.replication ?? '0', REPLICATIONS_MAX - 1);
  const { input, about, files, numbers } = await loadStudy(flags, readNumbers(flags), folder);
  refuseToReplace(files, outputs, folder);
  printWarnings(about.warnings);
  const record = simulate(input, replication);
  if (asked !== undefined) requireToExist(asked, record);
  const sliceCount = expectedSliceCount(record);
  if (outputs.length > 0 && sliceCount > SLICES_TO_TELL)
    process.stderr.write(`about ${formatCount(sliceCount)} slices are coming; a smaller crowd is easier to look at\n`);
  // 2. Tell it.
  const { toolVersion, stack, scenario } = about;
  const traceAbout = { toolVersion, stack, scenario: scenario.name, seed: numbers.seed, replication };
  const { lines, counts } = await tell({ input, outputs, asked, about: traceAbout, signal });
  for (const { file } of outputs) process.stderr.write(`wrote ${file}\n`);
  // 3. Show what was asked for.
  const life = asked && { ...asked, count: countOf(asked.of, record), lines };
  const blocks = life === undefined ? summaryBlocks(counts, record, traceAbout) : lifeBlocks(life, traceAbout);
  const json = life === undefined ? summaryJson(counts, record, traceAbout) : lifeJson(life, traceAbout);
  process.stdout.write(flags.json ? renderJson(json) : renderText(blocks, terminalStyle(process.stdout)));
}

type Telling = {
  readonly input: SimulationInput;
  readonly outputs: readonly Output<TraceFormatName>[];
  readonly asked: Asked | undefined;
  readonly about: TraceAbout;
  readonly signal: AbortSignal;
};

type Told = { readonly lines: readonly LifeLine[]; readonly counts: Readonly<Record<string, number>> };

function tell({ input, outputs, asked, about, signal }: Telling): Promise<Told> {
  return streamOutputs(outputs, async (streams, flush) => {
    const lines: LifeLine[] = [];
    const counts: Record<string, number> = {};
    const events = watchRun(input, about.replication);
    const names = namesOf(events.next().value);
    const formats = outputs.map(({ kind }) => TRACE_FORMATS[kind](names, about));
    for (const [index, { head }] of formats.entries()) streams[index]!.add(head);
    let eventCount = 0;
    for (const event of events) {
      countEvent(counts, event);
      if (asked !== undefined) lines.push(...linesOf(event, asked, names));
      for (const [index, { textOf }] of formats.entries()) streams[index]!.add(textOf(event));
      eventCount += 1;
      if (eventCount % EVENTS_PER_LOOK !== 0) continue;
      await flush();
      // Ctrl-C comes in between two turns of the event loop.
      await new Promise(resolve => setImmediate(resolve));
      if (signal.aborted) throw new HubError('INTERRUPTED', 'the trace was interrupted; no file was written');
    }
    for (const [index, { tail }] of formats.entries()) streams[index]!.add(tail);
    return { lines, counts };
  });
}

function namesOf(first: TraceEvent | RunRecord): TraceNames {
  if ('kind' in first && first.kind === 'begin') return first;
  throw new Error('a trace must begin with its names');
}

const linesOf = (event: TraceEvent, { of, number }: Asked, names: TraceNames): readonly LifeLine[] =>
  of === 'job' ? jobLines(event, number, names) : instanceLines(event, number, names);

function readAsked({ job, instance }: TraceFlags): Asked | undefined {
  if (job !== undefined && instance !== undefined) {
    throw new HubError('USAGE', '--job and --instance cannot be shown at once', {
      hint: 'ask for one after the other',
    });
  }
  if (job !== undefined) return { of: 'job', number: readNumber('--job', job, Number.MAX_SAFE_INTEGER) };
  if (instance === undefined) return undefined;
  return { of: 'instance', number: readNumber('--instance', instance, Number.MAX_SAFE_INTEGER) };
}

const readNumber = (flag: string, text: string, max: number) => readWholeNumber(flag, text, { min: 0, max });

/** @throws HubError USAGE when the run had no such job or instance */
function requireToExist({ of, number }: Asked, record: RunRecord): void {
  const count = countOf(of, record);
  if (number < count) return;
  throw new HubError('USAGE', `--${of} must be one of the run's ${count}, counted from 0 (saw ${number})`, {
    hint: count === 0 ? 'nothing came in this run; look at its scenario' : `the last one is --${of} ${count - 1}`,
  });
}

/** Every instance has a volume, also one that never came up. */
const countOf = (of: Asked['of'], { jobs, volumes }: RunRecord): number => (of === 'job' ? jobs.count : volumes.length);
