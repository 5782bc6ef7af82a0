import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { check } from '../../test/kit/check.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { httpEvent } from '../../test/moto/http-event.ts';
import { createHubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { objectCreated } from '../../test/moto/object-created.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { bundleFunction, FUNCTION_ENTRIES, type FunctionEntry } from './bundle-function.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
/**
 * Lambda reads a bundle at every cold start. 2026-11 they were 472 to 508 kB, of which the SDK is 330 kB and zod 83 kB;
 * a second copy of zod, or its texts in all languages (360 kB), must not slip in.
 */
const BYTES_MAX = 560_000;

/** In a folder of its own, which is gone afterwards. */
async function inFolder<Result>(action: (folder: string) => Result | Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-bundle-'));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a process that was started in `cwd` makes of a copy of the project. */
function builtBy(project: string, cwd: string, entry: FunctionEntry): string {
  const module = pathToFileURL(join(project, 'infra/bundle/bundle-function.ts')).href;
  const script = `import { bundleFunction } from '${module}'; process.stdout.write(bundleFunction('${entry}').code);`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', cwd });
}

/** Imports a bundle from a folder where it finds no package, as Lambda does, and calls its handler. */
async function callBundle(entry: FunctionEntry, event: unknown): Promise<unknown> {
  return inFolder(async folder => {
    const file = join(folder, 'index.mjs');
    writeFileSync(file, bundleFunction(entry).code);
    const { handler } = (await import(pathToFileURL(file).href)) as { handler: (event: unknown) => Promise<unknown> };
    return (await captureLines(() => handler(event))).result;
  });
}

/** A hub on moto, in the variables of this process. */
async function openHub() {
  const hub = await createHubOnMoto([{ queue: 'generation', stages: ['package'] }]);
  Object.assign(process.env, (await startMoto()).variables, {
    JOB_TABLE_NAME: hub.tableName,
    FIRST_QUEUE: 'generation',
    FIRST_QUEUE_URL: hub.queueUrls.generation,
    JOB_RETENTION_DAYS: '7',
    PIPELINE: '[{"queue":"generation","stages":["package"]}]',
    QUEUE_URLS: '{}',
  });
  return hub;
}

check('a bundle', {
  'has the same bytes whatever folder it is built from': async () => {
    const code = await inFolder(folder => builtBy(projectFolder, folder, 'submit'));
    assert.ok(code === bundleFunction('submit').code, 'the other folder made other bytes');
  },
  'has the same bytes in another copy of the project': async () => {
    const code = await inFolder(folder => {
      for (const room of ['hub', 'infra/functions', 'infra/bundle', 'package.json']) {
        cpSync(join(projectFolder, room), join(folder, room), { recursive: true });
      }
      symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
      return builtBy(folder, projectFolder, 'advance');
    });
    assert.ok(code === bundleFunction('advance').code, 'the copy made other bytes');
  },
  'names no folder of the machine that built it': () => {
    for (const entry of FUNCTION_ENTRIES) {
      const { code } = bundleFunction(entry);
      for (const folder of [projectFolder, homedir(), tmpdir(), 'node_modules']) {
        assert.not(code.includes(folder), `${entry} has ${folder}`);
      }
    }
  },
  'is small': () => {
    for (const entry of FUNCTION_ENTRIES) {
      const bytes = Buffer.byteLength(bundleFunction(entry).code);
      assert.ok(bytes <= BYTES_MAX, `${entry} has ${bytes} bytes, at most ${BYTES_MAX}`);
    }
  },
  'tells which files of ours are in it': () => {
    const { sources } = bundleFunction('get');
    assert.ok(sources.includes('infra/functions/get.ts'));
    assert.ok(sources.includes('hub/job/job-view.ts'));
    assert.not(sources.includes('infra/functions/send-message.ts'), 'get sends nothing');
    assert.not(sources.some(path => path.includes('node_modules') || path.startsWith('..')));
  },
});

check('a bundle alone in a folder', {
  'takes a job': async () => {
    const hub = await openHub();
    const event = httpEvent({ routeKey: 'POST /v1/jobs', ownerId: 'ada', body: '{"prompt":"a fox"}' });
    const { statusCode } = (await callBundle('submit', event)) as { statusCode: number };
    assert.is(statusCode, 202);
    assert.is((await hub.takeMessages('generation')).length, 1);
  },
  'finds no job that is not there': async () => {
    await openHub();
    const event = httpEvent({ routeKey: 'GET /v1/jobs/{id}', ownerId: 'ada', id: jobIdOf(new Uint8Array(16)) });
    const { statusCode } = (await callBundle('get', event)) as { statusCode: number };
    assert.is(statusCode, 404);
  },
  'ignores what is no manifest': async () => {
    await openHub();
    assert.equal(await callBundle('advance', objectCreated('assets', 'weights')), {
      kind: 'ignored',
      reason: 'foreign-key',
    });
  },
});
