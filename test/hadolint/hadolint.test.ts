import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { hadolint } from './hadolint.ts';

check('hadolint', {
  'finds nothing in a Dockerfile that is right': async () =>
    assert.equal(await hadolint('Dockerfile', 'FROM ubuntu:24.04\nUSER 1000:1000\nCMD ["true"]\n'), []),
  'finds a planted mistake and says where': async () => {
    const [finding, ...more] = await hadolint('Dockerfile', 'FROM ubuntu:24.04\nRUN sudo true\n');
    assert.match(finding ?? '', /^Dockerfile:2 DL3004 /);
    assert.equal(more, []);
  },
  'looks into the shell commands': async () =>
    assert.match((await hadolint('Dockerfile', 'FROM ubuntu:24.04\nRUN rm $UNQUOTED\n')).join(), /SC2086/),
  'finds a file that does not parse': async () =>
    assert.match((await hadolint('Dockerfile', 'FROM ubuntu:24.04\nRUNN true\n')).join(), /DL1000|unexpected/),
});
