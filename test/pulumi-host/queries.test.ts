import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { type JsonObject, type ProgramRecord, type ResourceRecord, UNKNOWN } from './program-record.ts';
import {
  archiveText,
  byName,
  byType,
  childrenOf,
  descendantsOf,
  inputAt,
  jsonAt,
  single,
  textAt,
  unknownPaths,
} from './queries.ts';

const resource = (type: string, name: string, parentUrn?: string, inputs: JsonObject = {}): ResourceRecord => ({
  urn: `${type}::${name}`,
  type,
  name,
  isCustom: true,
  isRemote: false,
  ...(parentUrn === undefined ? {} : { parentUrn }),
  providerUrns: {},
  inputs,
  secretPaths: [],
  state: inputs,
  protect: false,
  retainOnDelete: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  deleteBeforeReplace: false,
  aliases: [],
  dependencies: [],
  propertyDependencies: {},
  customTimeouts: {},
});

const code = { kind: 'assetArchive', assets: { 'index.mjs': { kind: 'stringAsset', text: 'export {};' } } };
const handler = resource('function', 'submit', 'api::api', { code, policy: '{"a":[1]}', list: [{ x: 1 }, { x: 2 }] });
const record: ProgramRecord = {
  project: 'hub',
  stack: 'dev',
  isPreview: false,
  exitCode: 0,
  resources: [
    resource('api', 'api'),
    handler,
    resource('role', 'submit', 'function::submit'),
    resource('queue', 'rigging'),
    resource('queue', 'generation'),
  ],
  outputs: {},
  stackOutputs: {},
  stackOutputSecretPaths: [],
  logs: [],
  invokes: [],
  stdout: '',
  stderr: '',
};
const namesOf = (resources: readonly ResourceRecord[]) => resources.map(({ type, name }) => `${type} ${name}`);

check('queries', {
  'find by type, name and parent': () => {
    assert.equal(namesOf(byType(record, 'queue')), ['queue rigging', 'queue generation']);
    assert.equal(namesOf(byName(record, 'submit')), ['function submit', 'role submit']);
    assert.equal(namesOf(childrenOf(record, 'api::api')), ['function submit']);
    assert.equal(namesOf(descendantsOf(record, 'api::api')), ['function submit', 'role submit']);
  },
  'find the single one': () =>
    assert.is(single(record, { type: 'role', name: 'submit' }).parentUrn, 'function::submit'),
  'name the candidates when there are several': () =>
    assert.throws(
      () => single(record, { type: 'queue' }),
      /wanted one resource with \{"type":"queue"\}, saw 2; there are\n {2}queue 'rigging'\n {2}queue 'generation'$/,
    ),
  'name the rest of its type when there is none': () =>
    assert.throws(() => single(record, { type: 'queue', name: 'export' }), /saw 0; there are\n {2}queue 'rigging'\n/),
  'name all when nothing is near': () =>
    assert.throws(() => single(record, { type: 'topic' }), /saw 0; there are\n {2}api 'api'\n/),
  'reach into inputs': () => {
    assert.is(inputAt(handler, 'list[1].x'), 2);
    assert.is(inputAt(handler, 'list[2].x'), undefined);
    assert.is(inputAt(handler, 'policy.length'), undefined);
    assert.equal(jsonAt(handler, 'policy'), { a: [1] });
  },
  'say what stands where text was wanted': () =>
    assert.throws(() => textAt(handler, 'list[0]'), /function 'submit': wanted text at list\[0\], saw \{"x":1\}/),
  'read a file of an archive': () => {
    assert.is(archiveText(handler, 'code', 'index.mjs'), 'export {};');
    assert.throws(
      () => archiveText(handler, 'code', 'index.js'),
      /no text asset index\.js in code; there are: index\.mjs/,
    );
    assert.throws(() => archiveText(handler, 'list', 'index.mjs'), /there are: $/);
  },
  'list what is unknown': () =>
    assert.equal(unknownPaths({ a: UNKNOWN, b: [1, { c: UNKNOWN }], d: 'known' }), ['a', 'b[1].c']),
});
