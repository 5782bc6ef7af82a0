import * as assert from 'uvu/assert';
import { startImds } from '../../test/imds/start-imds.ts';
import { check } from '../../test/kit/check.ts';
import { type MetadataSettings, metadataClient } from './metadata-client.ts';

const imds = await startImds({ 'instance-id': 'i-0123', 'autoscaling/target-lifecycle-state': 'InService\n' });
let nowSeconds = 0;
const client = (settings: Partial<MetadataSettings> = {}) => {
  imds.asked.length = 0;
  return metadataClient({ endpoint: imds.endpoint, monotonicSeconds: () => nowSeconds, ...settings });
};
const tokenCount = () => imds.asked.filter(line => line === 'PUT api/token').length;

check('the metadata client', {
  'reads what is there, without the line break at its end': async () => {
    const { read } = client();
    assert.equal(await read('instance-id'), { kind: 'found', text: 'i-0123' });
    assert.equal(await read('autoscaling/target-lifecycle-state'), { kind: 'found', text: 'InService' });
  },
  'tells what is not there from a service that is not there': async () => {
    assert.equal(await client().read('spot/instance-action'), { kind: 'absent' });
    // Port 9 discards; nothing listens there.
    assert.is((await client({ endpoint: 'http://127.0.0.1:9' }).read('instance-id')).kind, 'unreachable');
  },
  'gets one token for many questions, and a new one before it runs out': async () => {
    nowSeconds = 0;
    const { read } = client();
    await read('instance-id');
    await read('instance-id');
    assert.is(tokenCount(), 1);
    nowSeconds = 21_600 - 61;
    await read('instance-id');
    assert.is(tokenCount(), 1);
    nowSeconds = 21_600 - 60;
    await read('instance-id');
    assert.is(tokenCount(), 2);
  },
  'gets a new token when its own is void': async () => {
    const { read } = client();
    await read('instance-id');
    imds.forgetTokens();
    assert.equal(await read('instance-id'), { kind: 'found', text: 'i-0123' });
    assert.is(tokenCount(), 2);
  },
  'does not wait for a service that says nothing': async () => {
    const { read } = client({ requestSecondsMax: 0.05 });
    imds.setSilent(true);
    try {
      assert.is((await read('instance-id')).kind, 'unreachable');
    } finally {
      imds.setSilent(false);
    }
    assert.is((await read('instance-id')).kind, 'found');
  },
});
