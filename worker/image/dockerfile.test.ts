/** What can be seen of the image without Docker: its Dockerfile against the project, the deploy and the packages. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { bootEnvironment } from '../../infra/boot/boot-environment.ts';
import { bootScripts } from '../../infra/boot/boot-files.ts';
import { testSettings } from '../../infra/boot/boot-settings.test-data.ts';
import { hadolint } from '../../test/hadolint/hadolint.ts';
import { check } from '../../test/kit/check.ts';
import { filesUnder } from '../../test/kit/files-under.ts';
import { importsOf } from '../../test/kit/source.ts';
import { NODE_FLAGS } from './node-flags.ts';
import { type LockedPackages, packageClosure } from './package-closure.ts';
import { WORKER_PACKAGES } from './worker-packages.ts';

const root = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Instructions, with lines that go on joined, and comments left out. */
const instructions = text('worker/Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter(line => line !== '');
const all = (word: string) =>
  instructions.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length + 1));
/** From the project, not from an earlier stage: sources and target. */
const copies = all('COPY')
  .filter(line => !line.startsWith('--from'))
  .map(line => ({ sources: line.split(' ').slice(0, -1), target: line.split(' ').at(-1) }));

check('the Dockerfile', {
  'pleases hadolint': async () => assert.equal(await hadolint('worker/Dockerfile', text('worker/Dockerfile')), []),
  'copies what there is': () => {
    for (const { sources } of copies) {
      for (const source of sources) assert.ok(existsSync(join(root, source)), `COPY ${source}: no such file`);
    }
    assert.ok(copies.length >= 5);
  },
  'is sent what it copies, and nothing else': () => {
    const lines = text('worker/Dockerfile.dockerignore').split('\n');
    const sent = lines.filter(line => line.startsWith('!')).map(line => line.slice(1));
    const copied = copies.flatMap(({ sources }) => sources.map(source => source.replace(/\/$/, '')));
    const covers = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);
    for (const path of copied)
      assert.ok(
        sent.some(folder => covers(folder, path)),
        `${path} is not sent`,
      );
    for (const folder of sent)
      assert.ok(
        copied.some(path => covers(folder, path)),
        `${folder} is sent for nothing`,
      );
    assert.is(
      lines.find(line => line !== '' && !line.startsWith('#')),
      '*',
    );
  },
  'builds with the Node of this project': () => {
    const { devDependencies } = JSON.parse(text('package.json'));
    const [image] = all('FROM').filter(line => line.startsWith('node:'));
    assert.is(image, `node:${devDependencies.node}-bookworm-slim AS packages`);
  },
  'takes CUDA of the version that ONNX Runtime for Node is made for': () => {
    const metadata = text('node_modules/onnxruntime-node/script/install-metadata.js');
    const wanted = /'linux\/x64:cuda(\d+)'/.exec(metadata)?.[1];
    const taken = /nvidia\/cuda:(\d+)\.\d+\.\d+-cudnn-runtime-/.exec(all('FROM').join('\n'))?.[1];
    assert.ok(wanted !== undefined, 'install-metadata.js does not say which CUDA');
    assert.is(taken, wanted);
  },
  'looks for CUDA where the installer puts it': () => {
    const folder = 'node_modules/onnxruntime-node/bin/napi-v6/linux/x64';
    assert.ok(existsSync(join(root, folder)));
    assert.ok(instructions.some(line => line.includes(`test -s ${folder}/libonnxruntime_providers_cuda.so`)));
  },
  'removes the other systems by the names they have': () => {
    const removed = [...instructions.join('\n').matchAll(/node_modules\/onnxruntime-node\/bin\/\S+(?<!\.so)(?= |$)/gm)];
    assert.equal(removed.length, 3);
    for (const [folder] of removed) assert.ok(existsSync(join(root, folder)), `${folder} is not there`);
  },
  'has Blender only with a sum, and of the version of its folder': () => {
    const [line = '', ...more] = all('ADD');
    assert.equal(more, []);
    assert.match(
      line,
      /^--checksum=sha256:[0-9a-f]{64} https:\/\/download\.blender\.org\/release\/Blender(\d+\.\d+)\/blender-\1\.\d+-linux-x64\.tar\.xz /,
    );
  },
  'ends as the user that the deploy runs it as': () => {
    const { WORKER_USER } = bootEnvironment(testSettings('base'));
    assert.is(all('USER').at(-1), `${WORKER_USER}:${WORKER_USER}`);
    for (const stage of text('worker/Dockerfile')
      .split(/^FROM /m)
      .slice(3)) {
      assert.match(stage, new RegExp(`^USER ${WORKER_USER}:${WORKER_USER}\\n(?![^]*^USER)`, 'm'));
    }
  },
  'is stopped as the deploy stops it': () => {
    assert.equal(all('STOPSIGNAL'), ['SIGTERM']);
    const runWorker = bootScripts().find(({ name }) => name === 'run-worker.sh')?.text ?? '';
    // The image names its command, and the deploy overrides neither that nor the entry point.
    assert.match(runWorker, /"\$WORKER_IMAGE"\n$/);
    assert.not.match(runWorker, /--entrypoint|--stop-signal/);
    assert.match(runWorker, /--stop-timeout "\$DRAIN_SECONDS"/);
  },
  'writes nowhere but where the deploy lets it': () => {
    const runWorker = bootScripts().find(({ name }) => name === 'run-worker.sh')?.text ?? '';
    assert.match(runWorker, /--read-only/);
    assert.match(runWorker, /"\$SCRATCH_FOLDER:\/tmp"/);
    assert.match(all('ENV').join(' '), /\bHOME=\/tmp\b/);
  },
  'starts a program of the worker under tini': () => {
    assert.equal(all('ENTRYPOINT'), ['["tini", "-s", "--"]']);
    const [command] = all('CMD').map(line => JSON.parse(line) as string[]);
    assert.equal(command, ['node', ...NODE_FLAGS, 'worker/main.ts']);
  },
  'has the targets of both services, the whole one last': () => {
    const stages = all('FROM').map(line => line.split(' AS ')[1]);
    assert.equal(stages.slice(-2), ['generation', 'rigging']);
  },
});

const ignored = ['**/*.test.ts', '**/*.test-data.ts'];
const shipped = filesUnder(root).filter(
  path => /^(hub|worker)\/.*\.ts$/.test(path) && !ignored.some(pattern => matchesGlob(path, pattern)),
);
const lock = JSON.parse(text('package-lock.json')) as { readonly packages: LockedPackages };

/** By links where that goes: they are some hundred MB. */
async function copyFolder(folder: string, to: string): Promise<void> {
  mkdirSync(join(to, folder, '..'), { recursive: true });
  const copy = (...flags: string[]) => promisify(execFile)('cp', [...flags, join(root, folder), join(to, folder)]);
  await copy('-Rl').catch(() => copy('-R'));
}

check('the packages of the image', {
  'are those that worker and hub import': () => {
    const imported = shipped.flatMap(path => importsOf(path, text(path)).map(({ specifier }) => specifier));
    const names = imported.filter(name => !name.startsWith('.') && !name.startsWith('node:'));
    const packages = new Set(
      names.map(name =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    );
    assert.equal([...packages].toSorted(), [...WORKER_PACKAGES].toSorted());
  },
  'are none that only tests may have': () => {
    const { dependencies } = JSON.parse(text('package.json'));
    assert.equal(
      WORKER_PACKAGES.filter(name => !(name in dependencies)),
      [],
    );
  },
  'are found as Node finds them': () => {
    const packages: LockedPackages = {
      'node_modules/a': { dependencies: { b: '1', c: '1' } },
      'node_modules/b': { dependencies: { d: '1' } },
      'node_modules/a/node_modules/b': { peerDependencies: { c: '1' } },
      'node_modules/c': { optionalDependencies: { gone: '1', d: '1' } },
      'node_modules/d': {},
      'node_modules/e': {},
    };
    const folders = ['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/c', 'node_modules/d'];
    assert.equal(packageClosure(packages, ['a']), folders);
    assert.throws(() => packageClosure(packages, ['x']), /x is not in package-lock\.json/);
  },
  'are enough to run on, in a copy that has nothing else': async () => {
    const copy = mkdtempSync(join(tmpdir(), 'asset-hub-image-'));
    try {
      for (const path of [...shipped, 'worker/models/models.json', 'package.json', 'package-lock.json']) {
        cpSync(join(root, path), join(copy, path));
      }
      // What is to stay, and some of what keep-packages.ts is to take away.
      const others = ['typescript', 'esbuild', 'uvu', '@pulumi/pulumi'].map(name => `node_modules/${name}`);
      for (const folder of [...packageClosure(lock.packages, WORKER_PACKAGES), ...others]) {
        if (existsSync(join(root, folder)) && !existsSync(join(copy, folder))) await copyFolder(folder, copy);
      }
      const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: copy });
      await run('worker/image/keep-packages.ts');
      const left = readdirSync(join(copy, 'node_modules')).filter(name => !name.startsWith('@'));
      assert.not(
        left.some(name => /^(typescript|esbuild|uvu|\.bin)$/.test(name)),
        left.join(' '),
      );
      assert.not(existsSync(join(copy, 'node_modules/@pulumi/pulumi')));
      const imports = ['log/create-log', 'instance/instance', 'loop/run-loop', 'assets/asset-store', 'settings'];
      await run('--input-type=module', '--eval', imports.map(name => `await import('./worker/${name}.ts')`).join(';'));
      assert.match((await run('worker/models/fetch.ts', '--help')).stdout, /models:fetch/);
      const { stdout } = await run('worker/doctor/main.ts', '--cpu', '--no-blender').catch(error => error);
      assert.match(stdout, /^ok +CPU +a graph ran on cpu$/m);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
});
