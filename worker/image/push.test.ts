/** The command lines of a push, as stand-ins for docker and the AWS CLI on the PATH see them. */
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { type Answer, type Command, prints, refuses } from '../../test/operations/program.ts';
import { startStandIns } from '../../test/operations/start-stand-ins.ts';

const REGISTRY = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const REPOSITORY = `${REGISTRY}/asset-hub-dev-worker`;
const NOT_FOUND = refuses('An error occurred (ImageNotFoundException) when calling DescribeImages', 254);
const tag = stackPlan('dev').images.workerImageTag;

let calls: string[] = [];
let answers: Readonly<Record<string, Answer>> = {};
const standIn =
  (name: string) =>
  async ({ args, input }: Command) => {
    calls.push([name, ...args].join(' ') + (input === '' ? '' : ` <<< ${input}`));
    return answers[`${name} ${args.slice(0, 2).join(' ')}`] ?? prints('');
  };
const folder = join(mkdtempSync(join(tmpdir(), 'asset-hub-push-')), 'bin');
const variables = await startStandIns(folder, { aws: standIn('aws'), docker: standIn('docker') });

async function push(args: readonly string[], given: Readonly<Record<string, Answer>> = {}, path = folder) {
  calls = [];
  answers = { 'aws ecr describe-images': NOT_FOUND, 'aws ecr get-login-password': prints('password'), ...given };
  const env = { ...process.env, ...variables, PATH: `${path}:${dirname(process.execPath)}:/usr/bin:/bin` };
  return promisify(execFile)(process.execPath, [join(import.meta.dirname, 'push.ts'), ...args], {
    env,
    cwd: tmpdir(),
  }).then(
    ended => ({ code: 0, ...ended }),
    (ended: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ended,
  );
}
const DEV = ['--stack', 'dev', '--repository', REPOSITORY];

check('a push of the image', {
  'looks for the tag, logs in, builds and pushes, in this order': async () => {
    const { code, stdout, stderr } = await push(DEV);
    assert.is(code, 0, stderr);
    assert.equal(calls, [
      `aws ecr describe-images --repository-name asset-hub-dev-worker --image-ids imageTag=${tag}`,
      'aws ecr get-login-password',
      `docker login --username AWS --password-stdin ${REGISTRY} <<< password`,
      `docker buildx build --platform linux/amd64 --provenance=false --file worker/Dockerfile --target rigging --tag ${REPOSITORY}:${tag} --push .`,
    ]);
    assert.is(stdout, `${REPOSITORY}:${tag}\n`);
  },
  'leaves a tag that is there': async () => {
    const { code, stderr } = await push(DEV, { 'aws ecr describe-images': prints('{}') });
    assert.is(code, 1);
    assert.match(
      stderr,
      new RegExp(`asset-hub-dev-worker has an image ${tag} already\\nhint: raise images\\.workerImageTag`),
    );
    assert.is(calls.length, 1);
  },
  'does not take a question that failed for a tag that is free': async () => {
    const { code, stderr } = await push(DEV, {
      'aws ecr describe-images': refuses('Unable to locate credentials', 253),
    });
    assert.is(code, 1);
    assert.match(stderr, /ECR could not be asked\nUnable to locate credentials/);
    assert.is(calls.length, 1);
  },
  'ends where docker does, and says what it said': async () => {
    const login = await push(DEV, { 'docker login --username': refuses('denied') });
    assert.match(login.stderr, /docker login --username ended with 1\ndenied/);
    assert.not(calls.some(call => call.includes('build')));
    const build = await push(DEV, { 'docker buildx build': refuses('no space left on device', 17) });
    assert.is(build.code, 1);
    assert.match(build.stderr, /no space left on device[\s\S]*docker buildx build ended with 17/);
  },
  'takes another tag and another target': async () => {
    await push(['--repository', REPOSITORY, '--tag', '0.2.0', '--target', 'generation']);
    assert.match(calls.at(-1) ?? '', /--target generation --tag \S+:0\.2\.0 /);
  },
  'refuses what is not meant, before it calls anything': async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['--stack', 'dev'], /no repository in ECR was named \(saw undefined\)/],
      [['--stack', 'dev', '--repository', 'docker.io/me/worker'], /no repository in ECR/],
      [['--stack', 'nowhere', '--repository', REPOSITORY], /Pulumi\.nowhere\.yaml cannot be read/],
      [['--repository', REPOSITORY], /neither a stack nor a tag/],
      [[...DEV, '--target', 'all'], /has no target all/],
      [[...DEV, '--force'], /--force/],
    ];
    for (const [args, message] of wrong) {
      const { code, stderr } = await push(args);
      assert.is(code, 1);
      assert.match(stderr, message);
      assert.equal(calls, []);
    }
  },
  'says what is missing where there is no docker': async () => {
    const { stderr } = await push(DEV, {}, '/nowhere');
    assert.match(stderr, /aws is not there\nhint: install aws/);
  },
});
