import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { type ProgramRootFiles, readProgramRoot } from './program-root.ts';

const projectFolder = join(import.meta.dirname, 'test-program');
const PROJECT = 'name: hub\nruntime: { name: nodejs, options: { typescript: false } }\n';

const root = (files: Partial<ProgramRootFiles>) =>
  readProgramRoot({ stack: 'dev', rootFolder: '/root', projectFolder, projectText: PROJECT, stackText: '', ...files });
const configOf = (stackText: string, projectText = PROJECT) => root({ stackText, projectText }).config;
const refuses = (files: Partial<ProgramRootFiles>, why: RegExp) => () => assert.throws(() => root(files), why);

check('the configuration of a program', {
  'belongs to the project unless its key says otherwise': () =>
    assert.equal(configOf('config: { size: big, hub:colour: red, aws:region: us-east-1 }'), {
      'hub:config:size': 'big',
      'hub:config:colour': 'red',
      'aws:config:region': 'us-east-1',
    }),
  'has scalars as they are written': () =>
    assert.equal(configOf('config:\n  a: 1.0\n  b: true\n  c: "007"\n  d:\n  e: 1e3\n'), {
      'hub:config:a': '1.0',
      'hub:config:b': 'true',
      'hub:config:c': '007',
      'hub:config:d': '',
      'hub:config:e': '1e3',
    }),
  'has objects as JSON, keys sorted at every depth, lists as they are': () =>
    assert.equal(configOf('config:\n  q: { b: [2, 1, { z: 0, y: 1 }], a: { d: 1, c: 0.5 } }\n  l: [b, a]\n'), {
      'hub:config:q': '{"a":{"c":0.5,"d":1},"b":[2,1,{"y":1,"z":0}]}',
      'hub:config:l': '["b","a"]',
    }),
  'takes from the project file what the stack file leaves out': () => {
    const projectText = `${PROJECT}config:\n  pulumi:autonaming: { value: { pattern: x } }\n  size: { default: 3, type: integer }\n`;
    assert.equal(configOf('config: { size: 5 }', projectText), {
      'pulumi:config:autonaming': '{"pattern":"x"}',
      'hub:config:size': '5',
    });
    assert.is(configOf('', projectText)['hub:config:size'], '3');
  },
  'may be empty': () => {
    for (const stackText of ['', '# nothing yet\n', 'config:\n', 'config: {}\n']) assert.equal(configOf(stackText), {});
  },
  'cannot have secrets here': refuses({ stackText: 'config: { a: { b: { secure: AAAB } } }' }, /cannot be decrypted/),
  'is all there may be in a stack file': refuses(
    { stackText: 'environment: [x]\n' },
    /^Pulumi\.dev\.yaml: environment/,
  ),
});

check('the entry point', {
  'is a file, run in its folder': () => {
    const { programFolder, entryPoint } = root({ main: 'queue-pair.ts' });
    assert.equal([programFolder, entryPoint], [projectFolder, 'queue-pair.ts']);
  },
  'is a folder': () => {
    const { programFolder, entryPoint } = root({ projectFolder: join(projectFolder, '..'), main: 'test-program' });
    assert.equal([programFolder, entryPoint], [projectFolder, '.']);
  },
  'is the project when nobody says': () => assert.equal(root({}).entryPoint, '.'),
  'stands in the project file': () =>
    assert.is(root({ projectText: `${PROJECT}main: queue-pair.ts\n` }).entryPoint, 'queue-pair.ts'),
});

check('the project file', {
  'says whether Pulumi compiles TypeScript, and by default it does': () => {
    assert.is(root({}).isTypescriptCompiled, false);
    assert.is(root({ projectText: 'name: hub\nruntime: { name: nodejs }\n' }).isTypescriptCompiled, true);
  },
  'may say nothing that would be ignored': refuses({ projectText: `${PROJECT}plugins: {}\n` }, /plugins/),
});
