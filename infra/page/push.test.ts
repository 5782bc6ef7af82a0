/** A push of the page into a bucket of moto, by the program itself; Pulumi and npm are stand-ins on its PATH. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { type Answer, type Command, prints, refuses } from '../../test/operations/program.ts';
import { startStandIns } from '../../test/operations/start-stand-ins.ts';
import { putPage } from './put-page.ts';
import { readPageFiles } from './read-page-files.ts';

const home = mkdtempSync(join(tmpdir(), 'asset-hub-page-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));

/** A build as vite leaves it. */
const FIRST = {
  'index.html': '<script type="module" src="/assets/index-AAAAAAAA.js"></script>',
  'assets/index-AAAAAAAA.js': 'import "./viewer-CCCCCCCC.js"',
  'assets/viewer-CCCCCCCC.js': 'export {}',
  'icon.svg': '<svg/>',
  'config.json': '{"issuer":"http://127.0.0.1:8080"}',
};
const SECOND = {
  'assets/viewer-CCCCCCCC.js': FIRST['assets/viewer-CCCCCCCC.js'],
  'icon.svg': FIRST['icon.svg'],
  'config.json': FIRST['config.json'],
  'index.html': '<script type="module" src="/assets/index-BBBBBBBB.js"></script>',
  'assets/index-BBBBBBBB.js': 'import "./viewer-CCCCCCCC.js";',
};

let folderCount = 0;
function buildOf(files: Readonly<Record<string, string>>): string {
  const folder = join(home, `build-${(folderCount += 1)}`);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const moto = await startMoto();
const s3 = new S3Client(moto.clientConfig);
let bucketCount = 0;
async function newBucket(): Promise<string> {
  const Bucket = `page-${(bucketCount += 1)}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  return Bucket;
}
async function keysIn(Bucket: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key ?? '').toSorted();
}
async function objectOf(Bucket: string, Key: string) {
  const { ContentType, CacheControl, VersionId, Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return { ContentType, CacheControl, VersionId, text: await Body?.transformToString() };
}

let calls: string[] = [];
let answers: Readonly<Record<string, Answer>> = {};
const standIn =
  (name: string) =>
  async ({ args }: Command) => {
    calls.push([name, ...args].join(' '));
    return answers[name] ?? prints('');
  };
const bin = join(home, 'bin');
const variables = await startStandIns(bin, { pulumi: standIn('pulumi'), npm: standIn('npm') });

async function push(args: readonly string[], given: Readonly<Record<string, Answer>> = {}, path = bin) {
  calls = [];
  answers = given;
  const env = {
    ...process.env,
    ...moto.variables,
    ...variables,
    PATH: `${path}:${dirname(process.execPath)}:/usr/bin:/bin`,
  };
  return promisify(execFile)(process.execPath, [join(import.meta.dirname, 'push.ts'), ...args], {
    env,
    cwd: home,
  }).then(
    ended => ({ code: 0, ...ended }),
    (ended: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ended,
  );
}

check('a push of the page', {
  'puts a build where Pulumi says the page of the stack lies': async () => {
    const bucket = await newBucket();
    const page = JSON.stringify({ bucket, region: 'us-east-1', url: 'https://hub.example.com' });
    const { code, stdout, stderr } = await push(['--stack', 'dev', '--folder', buildOf(FIRST)], {
      pulumi: prints(page),
    });
    assert.is(code, 0, stderr);
    assert.equal(calls, ['pulumi stack output page --stack dev --json']);
    assert.is(stdout, 'https://hub.example.com\n');
    assert.match(stderr, /put assets\/viewer-CCCCCCCC\.js, 9 bytes\n[\s\S]*4 put, 0 were there\n$/);
    const { text: _, VersionId: __, ...front } = await objectOf(bucket, 'index.html');
    assert.equal(front, { ContentType: 'text/html; charset=utf-8', CacheControl: 'no-cache' });
    const script = await objectOf(bucket, 'assets/index-AAAAAAAA.js');
    assert.is(script.text, FIRST['assets/index-AAAAAAAA.js']);
    assert.is(script.CacheControl, 'public, max-age=31536000, immutable');
  },
  'leaves the configuration to the deploy, and files of before to pages that are open': async () => {
    const bucket = await newBucket();
    const config = '{"issuer":"https://login.example.com"}';
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'config.json', Body: config }));
    const target = ['--bucket', bucket, '--region', 'us-east-1'];
    await push([...target, '--folder', buildOf(FIRST)]);
    const { stdout, stderr } = await push([...target, '--folder', buildOf(SECOND)]);
    assert.is(stdout, `s3://${bucket}\n`);
    assert.match(stderr, /2 put, 2 were there/);
    assert.is((await objectOf(bucket, 'config.json')).text, config);
    assert.is((await objectOf(bucket, 'index.html')).text, SECOND['index.html']);
    assert.equal(await keysIn(bucket), [
      'assets/index-AAAAAAAA.js',
      'assets/index-BBBBBBBB.js',
      'assets/viewer-CCCCCCCC.js',
      'config.json',
      'icon.svg',
      'index.html',
    ]);
  },
  'of the same build puts nothing': async () => {
    const bucket = await newBucket();
    const files = readPageFiles(buildOf(FIRST));
    assert.is((await putPage({ s3, bucket, files })).at(-1), 'index.html');
    const { VersionId } = await objectOf(bucket, 'index.html');
    assert.equal(await putPage({ s3, bucket, files }), []);
    assert.is((await objectOf(bucket, 'index.html')).VersionId, VersionId);
  },
  'mends headers that are not as they should be': async () => {
    const bucket = await newBucket();
    const Body = FIRST['icon.svg'];
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'icon.svg', Body, ContentType: 'image/svg+xml' }));
    await putPage({ s3, bucket, files: readPageFiles(buildOf(FIRST)) });
    assert.is((await objectOf(bucket, 'icon.svg')).CacheControl, 'no-cache');
  },
  'that breaks off leaves the page of before': async () => {
    const bucket = await newBucket();
    await putPage({ s3, bucket, files: readPageFiles(buildOf(FIRST)) });
    const breaking = new S3Client(moto.clientConfig);
    breaking.middlewareStack.add(
      next => async call => {
        const { Key, Body } = call.input as { readonly Key?: string; readonly Body?: unknown };
        if (Key?.includes('BBBBBBBB') && Body !== undefined) throw new Error('the line is dead');
        return next(call);
      },
      { step: 'initialize' },
    );
    try {
      await putPage({ s3: breaking, bucket, files: readPageFiles(buildOf(SECOND)) });
      assert.unreachable();
    } catch (error) {
      assert.match((error as Error).message, /the line is dead/);
    }
    assert.is((await objectOf(bucket, 'index.html')).text, FIRST['index.html']);
  },
});

check('a push that cannot be', {
  'is refused before anything is asked': async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /name a stack, or a bucket and its region\nhint: npm run web:push -- --stack STACK/],
      [['--stack', 'dev', '--bucket', 'b', '--region', 'r'], /name a stack, or/],
      [['--stak', 'dev'], /--stak/],
    ];
    for (const [args, message] of wrong) {
      const { code, stderr } = await push(args);
      assert.is(code, 1);
      assert.match(stderr, message);
      assert.equal(calls, []);
    }
  },
  'says what Pulumi said, and what to do': async () => {
    const lost = await push(['--stack', 'dev'], { pulumi: refuses('error: no stack named dev', 255) });
    assert.match(lost.stderr, /no stack named dev\n[\s\S]*--json has failed\n[\s\S]*hint: pulumi up --stack dev/);
    const old = await push(['--stack', 'dev'], { pulumi: prints('{"url":"https://x"}') });
    assert.match(old.stderr, /stack dev does not say where its page lies \(saw \{"url":"https:\/\/x"\}\)/);
    const none = await push(['--stack', 'dev'], {}, '/nowhere');
    assert.match(none.stderr, /pulumi is not there\nhint: install pulumi/);
  },
  'builds the page unless one is named, and stops where that fails': async () => {
    const { code, stderr } = await push(['--bucket', 'b', '--region', 'us-east-1'], { npm: refuses('x.ts: no', 1) });
    assert.equal([code, calls], [1, ['npm run --silent web:build']]);
    assert.match(stderr, /x\.ts: no\n[\s\S]*npm run --silent web:build has failed/);
  },
  'names the folder that holds no page, or a file that nobody can serve': async () => {
    const target = ['--bucket', 'b', '--region', 'us-east-1', '--folder'];
    assert.match((await push([...target, join(home, 'none')])).stderr, /none cannot be read\nhint: npm run web:build/);
    assert.match((await push([...target, buildOf({ 'a.js': '' })])).stderr, /holds no index\.html/);
    assert.match((await push([...target, buildOf({ ...FIRST, 'a.exe': '' })])).stderr, /a\.exe is of no type/);
  },
  'says what S3 said': async () => {
    const { code, stderr } = await push(['--bucket', 'nowhere', '--region', 'us-east-1', '--folder', buildOf(FIRST)]);
    assert.is(code, 1);
    assert.match(stderr, /the page was not released: S3 says '.*' of nowhere\nhint: check credentials/);
  },
});

check('help', {
  'shows how it is called': async () =>
    assert.match((await push(['--help'])).stdout, /npm run web:push -- --stack prod\n/),
});
