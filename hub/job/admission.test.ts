import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { type AdmissionInput, decideAdmission } from './admission.ts';

const input: AdmissionInput = {
  plan: { jobsInSystemMax: 10, jobsPerCallerMax: 3 },
  jobsInSystemCount: 0,
  nextDepartureSeconds: count => count * 100,
  openJobsCount: 0,
  nextOwnSeconds: 40,
};
const decide = (change: Partial<AdmissionInput>) => decideAdmission({ ...input, ...change });
const ADMIT = { kind: 'admit' };

check('admission', {
  'lets in up to the limits, and not at them': () => {
    assert.equal(decide({ jobsInSystemCount: 9, openJobsCount: 2 }), ADMIT);
    assert.equal(decide({ openJobsCount: 3 }), { kind: 'refuse', code: 'caller-full', retryAfterSeconds: 40 });
    assert.equal(decide({ jobsInSystemCount: 10 }), { kind: 'refuse', code: 'hub-full', retryAfterSeconds: 100 });
  },
  'says when as many have left as are too many': () => {
    assert.is((decide({ jobsInSystemCount: 14 }) as { retryAfterSeconds: number }).retryAfterSeconds, 500);
  },
  'sends nobody away for less than moments or more than an hour': () => {
    const told = (seconds: number) =>
      (decide({ openJobsCount: 3, nextOwnSeconds: seconds }) as { retryAfterSeconds: number }).retryAfterSeconds;
    assert.equal([told(0), told(5.2), told(1e9), told(Number.POSITIVE_INFINITY)], [5, 6, 3600, 3600]);
  },
  'blames the caller first': () => {
    const both = decide({ openJobsCount: 3, jobsInSystemCount: 10 });
    assert.is(both.kind === 'refuse' && both.code, 'caller-full');
  },
  'knows no limit of zero': () => {
    const plan = { jobsInSystemMax: 0, jobsPerCallerMax: 0 };
    assert.equal(decide({ plan, jobsInSystemCount: 1e6, openJobsCount: 1e6 }), ADMIT);
  },
});
