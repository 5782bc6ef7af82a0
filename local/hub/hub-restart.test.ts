/** What is left when `npm run hub` ends, and when it is killed. */
import * as assert from 'uvu/assert';
import { callerOf, isJob, startTypedHub, stateFolder, stopTypedHub } from '../../test/hub/typed-hub.ts';
import { check } from '../../test/kit/check.ts';

const state = stateFolder();
let hub = await startTypedHub(state);
let ada = await callerOf(hub);

check('the next start of npm run hub', {
  'does the job that waited at Ctrl-C': async () => {
    const jobId = await ada.submit('a patient fox');
    await stopTypedHub(hub, 'SIGINT', 0);
    assert.match(hub.said(), /jobs that wait for the next start: 1/);
    hub = await startTypedHub(state);
    ada = await callerOf(hub);
    await hub.see(isJob(jobId, 'succeeded'));
    assert.is(await ada.statusOf(jobId), 'succeeded');
  },
  'does all jobs when the one before was killed': async () => {
    const jobIds = [await ada.submit('a fox'), await ada.submit('a hen'), await ada.submit('an owl')];
    await hub.see(({ kind, state: now }) => kind === 'worker' && now === 'busy');
    await stopTypedHub(hub, 'SIGKILL', null);
    hub = await startTypedHub(state);
    ada = await callerOf(hub);
    for (const jobId of jobIds) await hub.see(isJob(jobId, 'succeeded'));
    await stopTypedHub(hub, 'SIGTERM', 0);
  },
});
