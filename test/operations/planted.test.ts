/** What runs docs/OPERATIONS.md notices mistakes: each row plants one, in an account where the hub stands. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { recordedStack } from '../pulumi-host/recorded-stack.ts';
import { openAccount } from './open-account.ts';
import { pageForStack, pageScript } from './page-script.ts';
import { type Answer, refuses } from './program.ts';
import { parsePulumi } from './pulumi-command-line.ts';
import { pulumiProgram } from './pulumi-program.ts';
import { targeted } from './targets.ts';

const account = await openAccount('dev');

const block = (commands: string): string => pageScript(`# X\n\n\`\`\`bash\n${commands}\n\`\`\`\n`);

/** As short as a bootstrap can be. */
const GROUND = `
aws s3api create-bucket --bucket state
aws kms create-alias --alias-name alias/state --target-key-id "$(aws kms create-key --query KeyMetadata.KeyId --output text)"
pulumi login s3://state
pulumi stack init dev --secrets-provider 'awskms://alias/state?region=us-east-1'
aws ssm put-parameter --name /asset-hub/dev/machine-image --type String --value ami-0123456789abcdef0
pulumi up --stack dev
`;

const isRefused = (commands: string, why: RegExp) => async () => {
  const { exitCode, stderr } = await account.run(block(commands));
  assert.is.not(exitCode, 0, `nothing was wrong with ${commands}`);
  assert.match(stderr, why);
  assert.match(stderr, /line \d+: /);
};

check('the account of the planted mistakes', {
  'is sound': async () => {
    const { exitCode, stderr } = await account.run(block(GROUND));
    assert.is(exitCode, 0, stderr);
  },
});

check('a mistake in a command of AWS', {
  'in its service': isRefused('aws sqss list-queues', /Invalid choice/),
  'in its operation': isRefused('aws sqs get-queue-atributes --queue-url x', /Invalid choice/),
  'in a flag': isRefused('aws sqs get-queue-attributes --queue-url x --atribute-names All', /Unknown options/),
  'by a missing parameter': isRefused('aws sqs purge-queue', /required: --queue-url/),
  'by a missing parameter of what moto lacks': isRefused(
    'aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-DB2E81BA',
    /required: --desired-value/,
  ),
  'in the parts of a parameter of what moto lacks': isRefused(
    'aws ce update-cost-allocation-tags-status --cost-allocation-tags-status TagKy=x,Status=Active',
    /Unknown parameter in CostAllocationTagsStatus/,
  ),
  'about what is not there': isRefused('aws ssm get-parameter --name /asset-hub/dev/image', /ParameterNotFound/),
  'inside another command': isRefused('echo "$(aws sts get-caller-idenity)"', /Invalid choice/),
});

check('a mistake in a command of Pulumi', {
  'in its name': isRefused('pulumi stak output url --stack dev', /unknown command: pulumi stak/),
  'in a flag': isRefused('pulumi up --stak dev', /unknown flag: --stak/),
  'in the stack': isRefused('pulumi up --stack development', /wanted stack dev/),
  'in an output': isRefused('pulumi stack output jobTable --stack dev', /no output jobTable/),
  'in a setting': isRefused('pulumi config set --stack dev --path asset-hub:quotas.spotVcpuMx 8', /spotVcpuMax\?/),
  'in the value of a setting': isRefused(
    'pulumi config set --stack dev --path asset-hub:images.machineImageId ami-1',
    /must be the id of a machine image/,
  ),
  'in the folder of a policy pack': isRefused('pulumi up --stack dev --policy-pack infra/policies', /no policy pack/),
  'by removing the plan with the stack': isRefused('pulumi stack rm dev', /would delete the stack file/),
});

check('a mistake elsewhere', {
  'in a route': isRefused('curl --fail "$(pulumi stack output url --stack dev)/v1/job"', /404/),
  'by a call without a token': isRefused('curl --fail "$(pulumi stack output url --stack dev)/v1/jobs/x"', /404|401/),
  'in a flag of docker': isRefused('docker buildx build --platfrm linux/amd64 ~/asset-hub/worker', /--platfrm/),
  'in the argument of a script': isRefused('infra/ami/bake.sh dev us-east-1', /bake\.sh STACK REGION/),
  'by baking what was never pushed': isRefused(
    `infra/ami/bake.sh dev us-east-1 "$(aws ecr describe-repositories --query 'repositories[0].repositoryUri' --output text):9"`,
    /ImageNotFound/,
  ),
  'in a command of asset-sim': isRefused('npx asset-sim rnu', /rnu/),
  'in a variable': isRefused('echo "$regoin"', /regoin: unbound variable/),
  'in the middle of a pipe': isRefused('aws sqss list-queues | cat', /Invalid choice/),
});

/** A Pulumi of its own, in the same account. */
async function prodPulumi(): Promise<(...args: string[]) => Promise<Answer>> {
  const record = await recordedStack('prod');
  const program = pulumiProgram({ cli: account.cli, stack: 'prod', record, outputs: {}, onMade: async () => {} });
  const run = (...args: string[]) => program({ args, input: '' });
  const provider = 'awskms://alias/state?region=us-east-1';
  await account.cli.call('ssm', 'put_parameter', {
    ...{ Name: '/asset-hub/prod/machine-image', Value: 'ami-0123456789abcdef0', Type: 'String', Overwrite: true },
  });
  for (const args of [
    ['login', 's3://state'],
    ['stack', 'init', 'prod', '--secrets-provider', provider],
  ]) {
    const { exitCode, stderr } = await run(...args);
    assert.is(exitCode, 0, stderr);
  }
  return run;
}

check('a wrong order', {
  'would start instances of prod that can never work': async () => {
    const pulumi = await prodPulumi();
    const saw = await pulumi('up', '--stack', 'prod');
    assert.equal(
      saw,
      refuses(
        'error: instances would start, but ami-0123456789abcdef0 was never baked; tag 0.1.0 was never pushed; there are no weights',
      ),
    );
  },
  'asks for outputs before there are any': async () => {
    const pulumi = await prodPulumi();
    assert.match((await pulumi('stack', 'output', 'url', '--stack', 'prod')).stderr, /after its first whole update/);
  },
  'destroys what is protected': async () => {
    const pulumi = await prodPulumi();
    assert.match((await pulumi('destroy', '--stack', 'prod')).stderr, /protected resources are not destroyed/);
    assert.is(
      (await pulumi('config', 'set', '--stack', 'prod', '--path', 'asset-hub:storage.protect', 'false')).exitCode,
      0,
    );
    assert.is((await pulumi('destroy', '--stack', 'prod')).exitCode, 0);
  },
});

check('targets', {
  'that name nothing are refused': () =>
    assert.throws(() => targeted(account.record, ['urn:pulumi:dev::asset-hub::assethub:image:**']), /no resource is/),
  'that need what they do not name are refused': () =>
    assert.throws(
      () => targeted(account.record, ['**::assethub:fleet:**', '**$assethub:fleet:**']),
      /which is no target/,
    ),
  'with one star do not pass a colon': () =>
    assert.throws(() => targeted(account.record, ['urn:pulumi:dev::asset-hub::assethub:images:*']), /no resource is/),
  'with two stars do, and bring stack and providers': () => {
    const types = targeted(account.record, ['urn:pulumi:dev::asset-hub::assethub:images:**']).map(({ type }) => type);
    assert.equal(types.toSorted(), [
      'assethub:images:Images',
      'aws:ecr/lifecyclePolicy:LifecyclePolicy',
      'aws:ecr/repository:Repository',
      'pulumi:providers:aws',
      'pulumi:pulumi:Stack',
    ]);
  },
});

check('the command line of Pulumi', {
  'is read': () =>
    assert.equal(parsePulumi(['up', '--stack', 'dev', '--target', 'a', '--refresh', '--target', 'b']), {
      name: 'up',
      words: [],
      flags: { '--stack': ['dev'], '--target': ['a', 'b'], '--refresh': ['true'] },
    }),
  'has flags with values': () => assert.throws(() => parsePulumi(['up', '--stack']), /needs a value/),
  'has words': () => assert.throws(() => parsePulumi(['config', 'set', 'a', '--path']), /takes 2 words/),
});

check('a page as a script', {
  'keeps its lines': () => {
    const script = pageScript('# X\n\nText.\n\n```bash\necho 1\n```\n\n```text\necho 2\n```\n').split('\n');
    assert.is(script[0], '#!/usr/bin/env bash');
    assert.equal(script.slice(2), ['', '', '', 'echo 1', '', '', '', '', '', '']);
  },
  'can be some of its sections': () => {
    const page = '# X\n\n## A\n```bash\na\n# no heading\n```\n## B\n```bash\nb\n```\n### C\n```bash\nc\n```\n';
    const lines = pageScript(page, ['A', 'C']).split('\n').slice(2);
    assert.equal(
      lines.filter(line => line !== ''),
      ['a', '# no heading', 'c'],
    );
    assert.throws(() => pageScript(page, ['D']), /no section D/);
  },
  'can be about another stack': () => {
    assert.is(pageForStack('export STACK=dev\n', 'prod'), 'export STACK=prod\n');
    assert.throws(() => pageForStack('STACK=dev\n', 'prod'), /exports no STACK/);
  },
});
