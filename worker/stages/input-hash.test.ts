import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { ManifestDocument } from '../assets/manifest-document.ts';
import type { StageInput } from '../loop/stage-work.ts';
import { inputHash } from './input-hash.ts';
import type { Stage } from './stage.ts';
import { sha256Of, stageInput, unexpected } from './stage-input.test-data.ts';

const stage: Stage = {
  name: 'image-to-3d',
  version: 'v1',
  inputs: ['prompt', 'seed', 'upload', 'matte'],
  outputs: [],
  models: ['decoder', 'encoder'],
  parameters: { side: 512, grid: [64, 256] },
  run: async () => unexpected('a hash runs nothing'),
};
const versions: Readonly<Record<string, string>> = { encoder: 'e1', decoder: 'd1' };
const hash = (input: StageInput = stageInput(), of: Stage = stage, changes: Readonly<Record<string, string>> = {}) =>
  inputHash(of, input, model => ({ ...versions, ...changes })[model] ?? unexpected(model));

const matte = (changes: Partial<ManifestDocument> = {}): StageInput['earlier'] => {
  const files = [{ name: 'matte.png', mediaType: 'image/png', byteCount: 3, sha256: 'ab'.repeat(32) }];
  const parts = {
    version: 1,
    jobId: 'b',
    stage: 'matte',
    inputHash: '0'.repeat(64),
    files,
    value: { w: 2, h: 1 },
  } as const;
  const document = { ...parts, busySeconds: 1, ...changes };
  return new Map([['matte', { document, files: async () => [] }]]);
};
const upload = { name: 'upload', path: '/a', mediaType: 'image/png', sha256: 'cd'.repeat(32) };

check('the hash of a stage’s inputs', {
  'is SHA-256 of what it depends on, in one order': () => {
    const text =
      '{"form":1,"inputs":{"matte":{"files":[["matte.png","abababababababababababababababababababababababababababababababab"]],' +
      '"value":{"h":1,"w":2}},"prompt":"a fox","seed":7},"models":{"decoder":"d1","encoder":"e1"},' +
      '"parameters":{"grid":[64,256],"side":512},"stage":"image-to-3d","version":"v1"}';
    assert.is(hash(stageInput({ earlier: matte() })), sha256Of(text));
  },
  'changes with each of it': () => {
    const { job } = stageInput();
    const all = [
      hash(),
      hash(stageInput({ job: { ...job, prompt: 'a foxes' } })),
      hash(stageInput({ job: { ...job, seed: 8 } })),
      hash(stageInput({ upload })),
      hash(stageInput({ upload: { ...upload, sha256: 'ef'.repeat(32) } })),
      hash(stageInput({ earlier: matte() })),
      hash(stageInput({ earlier: matte({ value: { w: 2, h: 2 } }) })),
      hash(stageInput({ earlier: matte({ files: [] }) })),
      hash(undefined, { ...stage, version: 'v2' }),
      hash(undefined, { ...stage, name: 'texture' }),
      hash(undefined, { ...stage, parameters: { side: 512, grid: [64, 128] } }),
      hash(undefined, undefined, { encoder: 'e2' }),
    ];
    assert.is(new Set(all).size, all.length);
  },
  'does not change with what it does not depend on': () => {
    const { job } = stageInput();
    assert.is(hash(stageInput({ job: { ...job, jobId: 'b'.repeat(26) } })), hash());
    const elsewhere = { ...upload, path: '/b', name: 'x' };
    assert.is(hash(stageInput({ upload: elsewhere })), hash(stageInput({ upload })));
    const slower = matte({ busySeconds: 9, jobId: 'c', inputHash: '1'.repeat(64) });
    assert.is(hash(stageInput({ earlier: slower })), hash(stageInput({ earlier: matte() })));
    const only: Stage = { ...stage, inputs: ['matte'] };
    assert.is(hash(stageInput({ job: { ...job, prompt: 'a cat', seed: 1 }, upload }), only), hash(undefined, only));
  },
  'has the seed that a job’s id gives, where its caller gave none': () => {
    const job = { jobId: 'a'.repeat(26), kind: 'character', prompt: 'a fox' } as const;
    assert.is(hash(stageInput({ job })), hash(stageInput({ job: { ...job, seed: 0 } })));
    assert.is.not(hash(stageInput({ job: { ...job, jobId: 'b'.repeat(26) } })), hash(stageInput({ job })));
  },
});
