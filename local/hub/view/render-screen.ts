/** A hub's view as a screen of text. Pure: the same view and size, the same text. */
import type { GroupRow, HubView, JobRow, WorkerRow } from '../hub-view.ts';

export type ScreenSize = { readonly columns: number; readonly rows: number };

/** How many rows each part may take; what is left over is the jobs'. */
const DECISION_ROW_COUNT_MAX = 6;
const REASON_INDENT = 5;
const JOB_ROW_COUNT_MIN = 3;

/**
 * At most `rows` lines of at most `columns` characters, joined by line ends.
 *
 * @example renderScreen(view, { columns: 80, rows: 24 })
 */
export function renderScreen(view: HubView, { columns, rows }: ScreenSize): string {
  const head = [headLine(view, columns), ''];
  const queues = ['Queues                          waiting   in work', ...view.queues.map(queueLine), ''];
  const workers = [workersLine(view), ...view.groups.flatMap(group => groupLines(group, columns)), ''];
  const foot = footLines(view);
  const spare = rows - head.length - queues.length - workers.length - foot.length - 4;
  const decisions = decisionLines(
    view,
    columns,
    Math.min(DECISION_ROW_COUNT_MAX, Math.max(1, spare - JOB_ROW_COUNT_MIN)),
  );
  const jobCount = Math.max(1, spare - decisions.length);
  const lines = [
    ...head,
    `Jobs    ${view.openCount} open, ${view.endedCount} ended; newest first`,
    ...(view.jobs.length === 0 ? ['  none yet'] : view.jobs.slice(0, jobCount).map(jobLine)),
    '',
    ...queues,
    ...workers,
    'Scaling, newest last',
    ...decisions,
    ...foot,
  ];
  return lines
    .slice(0, rows)
    .map(line => cut(line, columns))
    .join('\n');
}

function headLine({ stack, phase, timeScale }: HubView, columns: number): string {
  const left = `Asset Hub on this machine: ${stack}${phase === 'draining' ? ', draining' : ''}`;
  const right = timeScale === 1 ? '' : `a minute of the plan in ${numberText(60 / timeScale)} s`;
  return `${left}${right.padStart(Math.max(right.length + 2, columns - left.length))}`.trimEnd();
}

function footLines({ url, phase, trouble }: HubView): string[] {
  const said = trouble === undefined ? [] : [`trouble: ${oneLine(trouble)}`];
  if (phase === 'draining')
    return ['', ...said, 'Workers finish what they have. Ctrl-C again ends at once; the jobs come again.'];
  return [
    '',
    ...said,
    `page   ${url}/`,
    `token  curl -s -d '{"subject":"ada"}' ${url}/local/token`,
    'Ctrl-C drains and ends; what waits goes on at the next start.',
  ];
}

const queueLine = ({ name, waitingCount, inWorkCount }: HubView['queues'][number]): string =>
  `  ${name.padEnd(28)}${String(waitingCount).padStart(9)}${String(inWorkCount).padStart(10)}`;

function workersLine({ groups, workersMax }: HubView): string {
  const count = groups.reduce((sum, { workers }) => sum + workers.length, 0);
  return `Workers ${count} of at most ${workersMax.count} (${workersMax.why})`;
}

function groupLines({ name, desiredCount, minCount, maxCount, workers }: GroupRow, columns: number): string[] {
  const head = `  ${name.padEnd(28)} wants ${desiredCount} of ${minCount}..${maxCount}`;
  return [head, ...joined(workers.map(workerText), columns - 4, '  ').map(line => `    ${line}`)];
}

const workerText = ({ name, state, jobId }: WorkerRow): string =>
  jobId === undefined ? `${name} ${state}` : `${name} ${state} ${shortId(jobId)}`;

function jobLine({ jobId, status, queue, stage, stageRatio, prompt }: JobRow): string {
  const isOpen = status === 'queued' || status === 'starting' || status === 'running';
  const at = stage === undefined ? (isOpen ? `waits for ${queue}` : '') : `${stage} ${percent(stageRatio)}`;
  return `  ${shortId(jobId)}  ${status.padEnd(9)}  ${at.padEnd(22)}  ${oneLine(prompt ?? '')}`.trimEnd();
}

/** The newest, as many as fit whole into so many rows; of a single one that does not, what fits. */
function decisionLines({ decisions }: HubView, columns: number, rows: number): string[] {
  if (decisions.length === 0) return ['  nothing was decided yet'];
  let lines: string[] = [];
  for (const { time, group, fromCount, toCount, reason } of decisions.toReversed()) {
    const words = `${time} ${group} ${fromCount} -> ${toCount}: ${oneLine(reason)}`.split(' ');
    const more = joined(words, columns - REASON_INDENT, ' ').map(
      (line, index) => `${index === 0 ? '  ' : '     '}${line}`,
    );
    if (lines.length > 0 && lines.length + more.length > rows) break;
    lines = [...more, ...lines];
  }
  return lines.slice(0, rows);
}

/** Ids are alike at their beginning. @example shortId('job_01JX8Z4M2N7Q')   // 'job_..2N7Q' */
export const shortId = (jobId: string): string =>
  jobId.length <= 12 ? jobId : `${jobId.slice(0, 4)}..${jobId.slice(-6)}`;

const percent = (ratio = 0): string => `${Math.floor(ratio * 100)} %`;
const numberText = (value: number): string => String(Number(value.toPrecision(3)));
/** What a person wrote may hold anything, also what a terminal obeys. */
const oneLine = (text: string): string => text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
const cut = (line: string, columns: number): string =>
  line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;

/** Texts in as few lines as they fit in. */
function joined(texts: readonly string[], columns: number, gap: string): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + gap.length + text.length > columns) lines.push(text);
    else lines[lines.length - 1] = `${last}${gap}${text}`;
  }
  return lines;
}
