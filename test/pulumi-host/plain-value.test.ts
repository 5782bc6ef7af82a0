import { readFileSync } from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import * as rpc from '@pulumi/pulumi/runtime/rpc.js';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { plainValue, wireSecret } from './plain-value.ts';
import { type JsonObject, UNKNOWN } from './program-record.ts';

/** The oracle is the SDK itself: what it writes on the wire is read here. */
async function wire(properties: pulumi.Inputs): Promise<JsonObject> {
  return (await rpc.serializeProperties('test', properties)) as JsonObject;
}

const plainOf = async (properties: pulumi.Inputs) => plainValue(await wire(properties)).value;
const { StringAsset, FileAsset, RemoteAsset, AssetArchive, FileArchive, RemoteArchive } = pulumi.asset;

check('plainValue', {
  'keeps plain values': async () => {
    const plain = { text: 'a', number: 1.5, flag: false, list: [1, ['b'], null], map: { deep: { empty: {} } } };
    assert.equal(await plainOf(plain), plain);
  },
  'reads assets, and the file of one': async () => {
    const path = import.meta.filename;
    assert.equal(await plainOf({ a: new StringAsset('x'), b: new FileAsset(path), c: new RemoteAsset('https://z') }), {
      a: { kind: 'stringAsset', text: 'x' },
      b: { kind: 'fileAsset', path, text: readFileSync(path, 'utf8') },
      c: { kind: 'remoteAsset', uri: 'https://z' },
    });
  },
  'names the file of an asset that is not there': async () => {
    const missing = await wire({ a: new FileAsset('/not/there.mjs') });
    assert.throws(() => plainValue(missing), /no such file.*\/not\/there\.mjs/);
  },
  'reads an empty asset': async () =>
    assert.equal(await plainOf({ a: new StringAsset('') }), { a: { kind: 'stringAsset', text: '' } }),
  'reads archives, and archives in archives': async () => {
    const inner = new AssetArchive({ 'x.txt': new StringAsset('x') });
    assert.equal(await plainOf({ a: new AssetArchive({ inner, folder: new FileArchive('/y') }) }), {
      a: {
        kind: 'assetArchive',
        assets: {
          inner: { kind: 'assetArchive', assets: { 'x.txt': { kind: 'stringAsset', text: 'x' } } },
          folder: { kind: 'fileArchive', path: '/y' },
        },
      },
    });
    assert.equal(await plainOf({ a: new RemoteArchive('https://z') }), {
      a: { kind: 'remoteArchive', uri: 'https://z' },
    });
  },
  'unwraps secrets wherever they are': () =>
    assert.equal(plainValue({ a: wireSecret('x'), b: { c: [0, wireSecret({ d: 1 })] } }), {
      value: { a: 'x', b: { c: [0, { d: 1 }] } },
      secretPaths: ['a', 'b.c[1]'],
    }),
  'marks what is unknown, a secret, too': () =>
    assert.equal(plainValue({ a: rpc.unknownValue, b: wireSecret(rpc.unknownValue) }), {
      value: { a: UNKNOWN, b: UNKNOWN },
      secretPaths: ['b'],
    }),
  'reads the output values that remote components are given': () => {
    const output = (rest: JsonObject): JsonObject => ({ [rpc.specialSigKey]: rpc.specialOutputValueSig, ...rest });
    assert.equal(plainValue({ a: output({ value: 'x', secret: true }), b: output({ dependencies: ['urn'] }) }), {
      value: { a: 'x', b: UNKNOWN },
      secretPaths: ['a'],
    });
  },
  'takes the id of a referenced resource, or its URN': () => {
    const reference = (rest: JsonObject): JsonObject => ({ [rpc.specialSigKey]: rpc.specialResourceSig, ...rest });
    assert.equal(plainValue({ a: reference({ urn: 'u', id: 'i' }), b: reference({ urn: 'u' }) }).value, {
      a: 'i',
      b: 'u',
    });
    assert.is(plainValue({ a: reference({ urn: 'u', id: rpc.unknownValue }) }).value.a, UNKNOWN);
  },
  'refuses what it does not know': () =>
    assert.throws(
      () => plainValue({ a: { b: { [rpc.specialSigKey]: 'new' } } }),
      /^a\.b has the unknown signature new/,
    ),
});
