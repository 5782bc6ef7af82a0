/** A small version of `npm run bench -- api-load`: exactly the distinct jobs exist, whatever was sent twice. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { account, submitMany } from './load.ts';
import { openApi } from './open-api.ts';

const SUBMIT_COUNT = 200;
/** A limit, so that open jobs are noted by caller; none that would send anybody away. */
const api = await openApi(plan => ({
  ...plan,
  admission: { ...plan.admission, jobsInSystemMax: 0, jobsPerCallerMax: SUBMIT_COUNT },
}));

check('many submits at once', {
  'make each job once, with one message, and are all noted': async () => {
    const report = await submitMany(api, {
      submitCount: SUBMIT_COUNT,
      callerCount: 20,
      twiceRatio: 0.1,
      impatientRatio: 0.1,
      patienceSeconds: 0.02,
    });
    assert.equal([report.statuses, report.splitCount, report.oddViews], [{ 202: SUBMIT_COUNT }, 0, []]);
    assert.ok(report.givenUpCount > 0 && report.requestCount > SUBMIT_COUNT * 1.1);
    assert.is(report.toldIds.size, SUBMIT_COUNT);
    assert.equal(await account(api, report.toldIds), {
      jobCount: SUBMIT_COUNT,
      wrongMessageCount: 0,
      messageCount: SUBMIT_COUNT,
      wrongOwnerCount: 0,
      strangerCount: 0,
    });
    assert.equal(api.errors, []);
  },
});
