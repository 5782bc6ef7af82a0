import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { parseScenario } from './parse-scenario.ts';

const FULL = `name: launch day
description: a crowd on top of a usual week
stack: prod
startsAtUtc: 'fri 18:00'
arrivals:
  - { kind: flashCrowd, users: 10000, windowSeconds: 60, regions: { japan: 3, korea: 1 } }
  - { kind: poisson, ratePerHour: 120, untilSeconds: 86400, batchSize: { kind: constant, value: 2 }, job: image }
  - { kind: diurnal, regions: { europe: 4000, us-east: 2000 }, swingRatio: 0.6, days: 1 }
  - kind: mmpp
    states: [{ ratePerHour: 10, meanSojournSeconds: 3600 }, { ratePerHour: 900, meanSojournSeconds: 300 }]
    untilSeconds: 86400
  - { kind: trace, file: requests.csv, column: arrival_s, timeUnit: seconds, repeat: 2, job: mesh }
  - { kind: closedLoop, users: 20, thinkSeconds: { kind: exponential, mean: 600 }, jobsPerUser: 5, job: rig }
horizon: { kind: fixed, seconds: 172800 }
warmup: { kind: seconds, seconds: 3600 }
replications: { min: 20, max: 40, precisionRatio: 0.02 }
spotEvents:
  - { atSeconds: 1800, outageSeconds: 3600, shareRatio: 0.5 }
spotTrace: { file: availability.json }
plan:
  fleets: { generation: { burst: { maxCount: 500 } } }
`;

const crowd = (rest = '') => `name: a\n${rest}arrivals:\n  - { kind: flashCrowd, users: 5, windowSeconds: 60 }\n`;
const source = (text: string, rest = '') => `name: a\n${rest}arrivals:\n  - ${text}\n`;

/** `line:column path message / hint`, as a person sees them. */
function complaintsOf(text: string): string[] {
  const parsed = parseScenario(text, 's.yaml');
  const problems = parsed.kind === 'ok' ? parsed.warnings : parsed.problems;
  return problems.map(
    ({ line, column, path, message, hint }) =>
      `${line}:${column} ${path} ${message}${hint === undefined ? '' : ` / ${hint}`}`,
  );
}

function refuses(text: string, expected: readonly RegExp[]): void {
  assert.is(parseScenario(text, 's.yaml').kind, 'problems');
  const complaints = complaintsOf(text);
  assert.is(complaints.length, expected.length, complaints.join('\n'));
  for (const [index, pattern] of expected.entries()) assert.match(complaints[index]!, pattern);
}

function warns(text: string, expected: RegExp): void {
  assert.is(parseScenario(text, 's.yaml').kind, 'ok');
  assert.match(complaintsOf(text).join('\n'), expected);
}

check('parseScenario', {
  'reads every section': () => {
    const parsed = parseScenario(FULL, 's.yaml');
    assert.is(parsed.kind, 'ok', complaintsOf(FULL).join('\n'));
    if (parsed.kind !== 'ok') return;
    const { scenario, planPatch, warnings } = parsed;
    assert.equal(
      scenario.arrivals.map(({ kind, job }) => `${kind} ${job}`),
      ['flashCrowd character', 'poisson image', 'diurnal character', 'mmpp character', 'trace mesh', 'closedLoop rig'],
    );
    assert.is(scenario.spotEvents[0]!.noticeSeconds, 120);
    assert.equal(planPatch?.value, { fleets: { generation: { burst: { maxCount: 500 } } } });
    assert.is(planPatch?.place.line, 21);
    assert.equal(warnings, []);
  },
  'fills in what is left out': () => {
    const parsed = parseScenario(crowd(), 's.yaml');
    assert.ok(parsed.kind === 'ok');
    if (parsed.kind !== 'ok') return;
    assert.equal(parsed.scenario, {
      name: 'a',
      stack: 'prod',
      startsAtUtc: 'mon 09:00',
      arrivals: [{ kind: 'flashCrowd', job: 'character', users: 5, windowSeconds: 60 }],
      horizon: { kind: 'settled', maxSeconds: 2_592_000 },
      warmup: { kind: 'none' },
      replications: { min: 10, max: 50, precisionRatio: 0.01 },
      spotEvents: [],
    });
    assert.is(parsed.planPatch, undefined);
  },
  'refuses a file that is no YAML, no mapping or empty': () => {
    refuses('name: [', [/is not valid YAML/]);
    refuses('- 1', [/1:1 {2}must be a mapping/]);
    refuses('', [/must be a mapping/]);
    refuses('name: a', [/arrivals is missing/]);
  },
});

check('parseScenario on one field', {
  'refuses negative users': () =>
    refuses(source('{ kind: flashCrowd, users: -5, windowSeconds: 60 }'), [
      /^3:32 arrivals\[0\]\.users must be >= 1 \(saw -5\)/,
    ]),
  'refuses absurdly many users and says why': () =>
    refuses(source('{ kind: flashCrowd, users: 40000000, windowSeconds: 60 }'), [/<= 30000000, since .* memory/]),
  'refuses a rate of zero': () =>
    refuses(source('{ kind: poisson, ratePerHour: 0, untilSeconds: 60 }'), [/ratePerHour must be > 0 \(saw 0\)/]),
  'refuses two rates, and none': () => {
    refuses(source('{ kind: poisson, ratePerHour: 1, ratePerSecond: 1, untilSeconds: 60 }'), [
      /ratePerSecond must not stand beside ratePerHour/,
    ]);
    refuses(source('{ kind: poisson, untilSeconds: 60 }'), [/must give ratePerHour or ratePerSecond/]);
  },
  'asks what was meant by an unknown region, kind or key': () => {
    const day = 'kind: diurnal, swingRatio: 1, days: 1';
    refuses(source(`{ ${day}, regions: { japn: 4 } }`), [/regions\.japn .* did you mean japan\?/]);
    refuses(source('{ kind: poisson, ratePerHour: 1, untilSeconds: 9, regions: { euorpe: 1 } }'), [
      /did you mean europe\?/,
    ]);
    refuses(source('{ kind: flashCrwd, users: 5, windowSeconds: 60 }'), [/did you mean flashCrowd\?/]);
    refuses(crowd('horizn: { kind: settled }\n'), [/2:1 horizn .* did you mean horizon\?/]);
  },
  'refuses regions that nobody comes from': () =>
    refuses(source('{ kind: poisson, ratePerHour: 1, untilSeconds: 9, regions: { japan: 0 } }'), [/a weight above 0/]),
  'refuses a swing above 1': () =>
    refuses(source('{ kind: diurnal, regions: { japan: 4 }, swingRatio: 1.2, days: 1 }'), [/swingRatio must be <= 1/]),
  'refuses silence from an MMPP': () => {
    const silent = '{ ratePerHour: 0, meanSojournSeconds: 9 }';
    refuses(source(`{ kind: mmpp, untilSeconds: 9, states: [${silent}, ${silent}] }`), [/one state a rate above 0/]);
  },
  'refuses a week without users, or with a day that is too short': () => {
    const week = (monday: string) =>
      `{ kind: weekly, untilSeconds: 9, usersPerHour: { mon: ${monday}, ${['tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => `${day}: [${new Array(24).fill(0)}]`).join(', ')} } }`;
    refuses(source(week(`[${new Array(24).fill(0)}]`)), [/must give one hour more than 0 users/]);
    refuses(source(week('[1, 2]')), [/usersPerHour\.mon /]);
  },
  'refuses users who never think': () =>
    refuses(source('{ kind: closedLoop, users: 1, jobsPerUser: 1, thinkSeconds: { kind: constant, value: 0 } }'), [
      /thinkSeconds must have a mean of 1 s or more/,
    ]),
  'refuses a start that is no day and time': () =>
    refuses(crowd('startsAtUtc: monday 9\n'), [/2:14 startsAtUtc must be a day and a time, as 'mon 09:00'/]),
  'refuses fewer replications at most than at least': () =>
    refuses(crowd('replications: { min: 5, max: 3 }\n'), [/replications\.max must be >= min/]),
  'reports all problems at once': () =>
    refuses('name: 5\nstack: A b\narrivals: []\n', [/name/, /stack/, /arrivals must have >= 1 items/]),
});

check('parseScenario on the whole', {
  'refuses a run that would never settle, and says what to do': () => {
    const loop = '{ kind: closedLoop, users: 1, thinkSeconds: { kind: constant, value: 9 } }';
    refuses(source('{ kind: poisson, ratePerHour: 10 }'), [
      /^3:5 arrivals\[0\] must stop .*untilSeconds.* \/ set untilSeconds/,
    ]);
    refuses(source(loop), [/set jobsPerUser, or set horizon/]);
    const fixed = 'horizon: { kind: fixed, seconds: 3600 }\n';
    assert.equal(complaintsOf(source(loop, fixed)), []);
    assert.equal(complaintsOf(source('{ kind: poisson, ratePerHour: 10 }', fixed)), []);
  },
  'refuses more jobs in all than fit in memory': () =>
    refuses(source('{ kind: poisson, ratePerSecond: 1000, untilSeconds: 1000000 }'), [
      /at most 30000000 jobs .* 1000000000/,
    ]),
  'warns when arrivals outlast the horizon': () =>
    warns(crowd('horizon: { kind: fixed, seconds: 30 }\n'), /go on for 60 s, but the run ends at 30 s/),
  'refuses a warm-up that swallows the run': () =>
    refuses(crowd('horizon: { kind: fixed, seconds: 90 }\nwarmup: { kind: seconds, seconds: 90 }\n'), [
      /warmup\.seconds must be less than the horizon \(saw 90, horizon 90\)/,
    ]),
  'warns when a warm-up hides the crowd': () => warns(crowd('warmup: { kind: mser5 }\n'), /jobs of a flash crowd/),
  'warns of a Spot event after the end': () =>
    warns(
      crowd(
        'horizon: { kind: fixed, seconds: 90 }\nspotEvents: [{ atSeconds: 90, outageSeconds: 5, shareRatio: 1 }]\n',
      ),
      /spotEvents\[0\]\.atSeconds comes after the end/,
    ),
});
