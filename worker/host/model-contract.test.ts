import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { contractProblems, type ModelContract, type TensorInfo, tensorProblems } from './model-contract.ts';
import { float32, type Tensors } from './tensor.ts';

const contract: ModelContract = {
  inputs: [
    { name: 'sample', types: ['float32'], dims: ['batch', 4, 'h', 'w'] },
    { name: 'ids', types: ['int32', 'int64'], dims: ['batch', 77] },
  ],
  outputs: [{ name: 'image', types: ['float32'], dims: ['batch', 3, 'h', 'w'] }],
};
const sample: TensorInfo = { name: 'sample', type: 'float32', dims: ['b', 4, 64, 64] };
const ids: TensorInfo = { name: 'ids', type: 'int64', dims: ['b', 77] };
const image: TensorInfo = { name: 'image', type: 'float32', dims: ['b', 3, 64, 64] };

const problems = (inputs: readonly TensorInfo[], outputs: readonly TensorInfo[] = [image]) =>
  contractProblems('unet', contract, { inputs, outputs });

check('a contract', {
  'is kept by a model that says less, or more than is read': () => {
    assert.equal(problems([sample, ids]), []);
    assert.equal(problems([ids, { ...sample, dims: [] }], [{ ...image, dims: [] }]), []);
    assert.equal(problems([sample, { ...ids, type: 'int32' }], [image, { ...image, name: 'more' }]), []);
  },
  'says which model and tensor, what was wanted and what was seen': () => {
    assert.equal(problems([{ ...sample, type: 'float16' }, ids]), [
      'unet: input sample must be float32 [batch, 4, h, w] (saw float16 [b, 4, 64, 64])',
    ]);
    assert.equal(problems([sample, { ...ids, type: 'float32' }]), [
      'unet: input ids must be int32 or int64 [batch, 77] (saw float32 [b, 77])',
    ]);
    assert.equal(problems([{ ...sample, dims: ['b', 8, 64, 64] }, ids]).length, 1);
    assert.equal(problems([{ ...sample, dims: ['b', 4, 64] }, ids]).length, 1);
  },
  'names what is missing and what nobody gives': () => {
    assert.equal(problems([ids, { ...sample, name: 'latent' }], []), [
      'unet: wants an input latent that nobody gives it (float32 [b, 4, 64, 64])',
      'unet: input sample is missing (saw ids, latent)',
      'unet: output image is missing (saw none)',
    ]);
  },
  'may leave a shape open': () => {
    const open: ModelContract = { ...contract, inputs: [contract.inputs[0]!, { name: 'ids', types: ['int64'] }] };
    assert.equal(contractProblems('unet', open, { inputs: [sample, ids], outputs: [image] }), []);
    assert.equal(contractProblems('unet', open, { inputs: [sample, { ...ids, type: 'bool' }], outputs: [image] }), [
      'unet: input ids must be int64 of any shape (saw bool [b, 77])',
    ]);
  },
  'means one length by one name': () => {
    assert.equal(problems([sample, ids], [{ ...image, dims: ['b', 3, 128, 64] }]), [
      'unet: output image must be float32 [batch, 3, h, w] (saw float32 [b, 3, 128, 64])',
    ]);
  },
});

const tensors = (batch: number, idCount: number): Tensors => ({
  sample: float32([batch, 4, 2, 2], new Float32Array(16 * batch)),
  ids: { type: 'int64', dims: [idCount, 77], data: new BigInt64Array(77 * idCount) },
});

check('tensors', {
  'are held against it, inputs and outputs together': () => {
    const lengths = new Map<string, number>();
    assert.equal(tensorProblems('unet', 'input', contract.inputs, tensors(2, 2), lengths), []);
    assert.equal(Object.fromEntries(lengths), { batch: 2, h: 2, w: 2 });
    const made = { image: float32([1, 3, 2, 2], new Float32Array(12)) };
    assert.equal(tensorProblems('unet', 'output', contract.outputs, made, lengths), [
      'unet: output image must be float32 [batch, 3, h, w] (saw float32 [1, 3, 2, 2])',
    ]);
  },
  'of different batches are refused': () => {
    assert.equal(tensorProblems('unet', 'input', contract.inputs, tensors(2, 1), new Map()).length, 1);
  },
  'that are not what they say are refused': () => {
    const { sample: good, ids: others } = tensors(1, 1);
    for (const bad of [
      { ...good!, dims: [1, 4, 2, 3] },
      { ...good!, data: new Uint16Array(16) },
    ]) {
      const said = tensorProblems('unet', 'input', contract.inputs, { sample: bad, ids: others! }, new Map());
      assert.match(said.join(), /^unet: input sample says float32 .* and has 16 elements$/);
    }
    const more = { ...tensors(1, 1), mask: good! };
    assert.equal(tensorProblems('unet', 'input', contract.inputs, more, new Map()), [
      "unet: input mask is none of this model's",
    ]);
  },
});
