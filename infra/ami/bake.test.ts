/** Runs bake.sh with a packer and an aws that only write down what they are asked. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { requireAptTool } from '../../test/apt/require-apt-tool.ts';
import { check } from '../../test/kit/check.ts';

const IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/workers:0.1.0';
const TEMPLATE = readFileSync(join(import.meta.dirname, 'worker.pkr.hcl'), 'utf8');

/** @param artifact what packer says it made; none: it fails */
function bake(artifact: string | undefined, ...args: readonly string[]) {
  requireAptTool({ command: 'jq', package: 'jq' });
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-bake-'));
  const program = (name: string, text: string) =>
    writeFileSync(
      join(folder, 'bin', name),
      `#!/usr/bin/env bash\nset -eu\necho "${name} $*" >>${folder}/calls\n${text}`,
      { mode: 0o755 },
    );
  try {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'calls'), '');
    const manifest = JSON.stringify({ builds: [{ artifact_id: artifact }] });
    const made = `for word in "$@"; do case $word in manifest_file=*) echo '${manifest}' >"\${word#*=}" ;; esac; done\n`;
    program('packer', artifact === undefined ? 'if [[ $1 == build ]]; then exit 1; fi\n' : made);
    program('aws', '');
    const env = { PATH: `${folder}/bin:/usr/local/bin:/usr/bin:/bin`, TMPDIR: folder };
    const { status, stdout, stderr } = spawnSync(join(import.meta.dirname, 'bake.sh'), args, { env, encoding: 'utf8' });
    return { status, stdout, stderr, calls: readFileSync(join(folder, 'calls'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

check('bake.sh', {
  'tells the stack which image was made': () => {
    const { status, stdout, calls } = bake('us-east-1:ami-0123', 'prod', 'us-east-1', IMAGE);
    assert.is(status, 0);
    const put = calls.split('\n').find(call => call.startsWith('aws')) ?? '';
    assert.match(
      put,
      /^aws ssm put-parameter --region us-east-1 --name \/asset-hub\/prod\/machine-image --value ami-0123 /,
    );
    assert.match(put, /--data-type aws:ec2:image --overwrite$/);
    assert.match(stdout, /\/asset-hub\/prod\/machine-image is ami-0123\n$/);
  },
  'gives the template every variable that has no default': () => {
    const { calls } = bake('us-east-1:ami-0123', 'prod', 'us-east-1', IMAGE, 's3://bucket/weights/2');
    const given = [...calls.matchAll(/-var (\w+)=/g)].map(match => match[1] ?? '');
    const required = TEMPLATE.split(/^variable /m)
      .slice(1)
      .filter(text => !/^ {2}default/m.test(text.split(/^}/m)[0] ?? ''))
      .map(text => /^"(\w+)"/.exec(text)?.[1] ?? '');
    assert.ok(required.length > 0);
    assert.equal(
      required.filter(name => !given.includes(name)),
      [],
    );
    assert.match(calls, /-var weights_url=s3:\/\/bucket\/weights\/2 /);
  },
  'changes nothing when packer fails': () => {
    const { status, calls } = bake(undefined, 'prod', 'us-east-1', IMAGE);
    assert.is(status, 1);
    assert.not.match(calls, /^aws/m);
  },
  'changes nothing when the image is of another region': () => {
    const { status, stderr, calls } = bake('eu-west-1:ami-0123', 'prod', 'us-east-1', IMAGE);
    assert.is(status, 1);
    assert.match(stderr, /no machine image of us-east-1 was made \(saw 'eu-west-1:ami-0123'\)/);
    assert.not.match(calls, /^aws/m);
  },
  'says how it is used when it is used otherwise': () => {
    const { status, stderr, calls } = bake('us-east-1:ami-0123', 'prod');
    assert.is(status, 2);
    assert.match(stderr, /^bake\.sh STACK REGION WORKER_IMAGE \[WEIGHTS_URL\]/);
    assert.is(calls, '');
  },
});
