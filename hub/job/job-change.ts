/**
 * How a decision about a job is written: one conditional update. `seen` decisions were made on the job as it was read, and
 * are refused when turn, attempts, status or lease have changed since; `holder` decisions are a worker's own, and are refused once
 * it has lost its lease; what an `attempt` has cost is told by the worker that made it, also after it has lost the job, until
 * somebody else makes the next. Invariant: nothing writes a job without one of the three.
 */
import type { Job } from './job.ts';
import type { Manifest } from './manifest-key.ts';

/** What a decision may change. Who it belongs to, what was asked and since when never change. */
type Changeable = Pick<
  Job,
  | 'status'
  | 'queue'
  | 'turn'
  | 'sentTurn'
  | 'attempts'
  | 'updatedAt'
  | 'startedAt'
  | 'finishedAt'
  | 'deadlineAt'
  | 'expiresAt'
  | 'openShard'
  | 'place'
  | 'lease'
  | 'progress'
  | 'previewKey'
  | 'previewMeshKey'
  | 'previewedAt'
  | 'failure'
  | 'work'
>;

/** The attributes that are written, and no others: somebody else may be writing theirs. */
export type JobChange = {
  readonly set: Partial<Changeable>;
  readonly remove?: readonly ('lease' | 'progress' | 'finishedAt' | 'failure' | 'openShard')[];
  /** A manifest that is recorded. */
  readonly manifest?: { readonly stage: Manifest['stage']; readonly key: string };
};

export type JobCondition =
  | { readonly kind: 'seen'; readonly job: Pick<Job, 'turn' | 'attempts' | 'status' | 'lease'> }
  | { readonly kind: 'holder'; readonly turn: number; readonly leaseId: string }
  | { readonly kind: 'attempt'; readonly turn: number; readonly attempts: number };

/** The job after the change. */
export function changedJob(job: Job, { set, remove = [], manifest }: JobChange): Job {
  const changed: Job = {
    ...job,
    ...set,
    manifests: manifest === undefined ? job.manifests : { ...job.manifests, [manifest.stage]: manifest.key },
  };
  return Object.fromEntries(Object.entries(changed).filter(([name]) => !remove.includes(name as never))) as Job;
}

/** The parts of DynamoDB's UpdateItem that say a change and its condition. */
export type JobUpdate = {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
};

/**
 * @example updateOf({ kind: 'holder', turn: 1, leaseId: 'w1' }, { set: { updatedAt: now } }).UpdateExpression
 *   // 'SET #updatedAt = :updatedAt'
 */
export function updateOf(condition: JobCondition, { set, remove = [], manifest }: JobChange): JobUpdate {
  const names: Record<string, string> = {
    '#turn': 'turn',
    ...(condition.kind === 'attempt' ? {} : { '#lease': 'lease' }),
  };
  const values: Record<string, unknown> = {};
  const sets = Object.entries(set).map(([name, value]) => {
    names[`#${name}`] = name;
    values[`:${name}`] = value;
    return `#${name} = :${name}`;
  });
  if (manifest !== undefined) {
    names['#manifests'] = 'manifests';
    names['#stage'] = manifest.stage;
    values[':manifestKey'] = manifest.key;
    sets.push('#manifests.#stage = :manifestKey');
  }
  const removes = remove.map(name => {
    names[`#${name}`] = name;
    return `#${name}`;
  });
  const ConditionExpression = conditionText(condition, names, values);
  return {
    UpdateExpression: [
      `SET ${sets.join(', ')}`,
      ...(removes.length === 0 ? [] : [`REMOVE ${removes.join(', ')}`]),
    ].join(' '),
    ConditionExpression,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

/** Adds the names and values that its text uses. */
function conditionText(
  condition: JobCondition,
  names: Record<string, string>,
  values: Record<string, unknown>,
): string {
  if (condition.kind === 'holder') {
    Object.assign(names, { '#id': 'id' });
    Object.assign(values, { ':seenTurn': condition.turn, ':seenLease': condition.leaseId });
    return '#turn = :seenTurn AND #lease.#id = :seenLease';
  }
  if (condition.kind === 'attempt') {
    Object.assign(names, { '#attempts': 'attempts' });
    Object.assign(values, { ':seenTurn': condition.turn, ':seenAttempts': condition.attempts });
    return '#turn = :seenTurn AND #attempts = :seenAttempts';
  }
  const { turn, attempts, status, lease } = condition.job;
  Object.assign(names, { '#status': 'status', '#attempts': 'attempts' });
  Object.assign(values, { ':seenTurn': turn, ':seenAttempts': attempts, ':seenStatus': status });
  // Attempts tell a job nobody has had from one that was had and given back in between.
  const same = '#turn = :seenTurn AND #attempts = :seenAttempts AND #status = :seenStatus';
  if (lease === undefined) return `${same} AND attribute_not_exists(#lease)`;
  Object.assign(names, { '#id': 'id', '#until': 'until' });
  Object.assign(values, { ':seenLease': lease.id, ':seenUntil': lease.until });
  return `${same} AND #lease.#id = :seenLease AND #lease.#until = :seenUntil`;
}
