/** The Packer template as HCL says it, and what it bakes, played on an instance in a folder. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { pythonPath } from '../../test/moto/python-environment.ts';
import { shellcheck } from '../../test/shellcheck/shellcheck.ts';
import { BOOT_FOLDERS } from '../boot/boot-folders.ts';
import { testSettings, testWeights } from '../boot/boot-settings.test-data.ts';
import { onInstance } from '../boot/sandbox/boot-sandbox.ts';
import { userData } from '../boot/user-data.ts';
import { USER_DATA_CALLS } from '../boot/user-data-calls.ts';
import { hubTags } from '../config/hub-tags.ts';

const FOLDER = import.meta.dirname;
const TEXT = readFileSync(join(FOLDER, 'worker.pkr.hcl'), 'utf8');

// biome-ignore lint/suspicious/noExplicitAny: a parsed file of somebody else's format; each test asserts what it reads
type Block = any;

/** HCL as JSON; texts without their quotes, expressions as `${...}`. */
const TEMPLATE: Block = JSON.parse(
  execFileSync(await pythonPath(), ['-c', 'import hcl2, json, sys; print(json.dumps(hcl2.load(sys.stdin)))'], {
    input: TEXT,
    encoding: 'utf8',
  }),
  (_, value) => (typeof value === 'string' ? value.replace(/^"(.*)"$/s, '$1') : value),
);
const named = (blocks: Block[]): [string, Block][] =>
  blocks
    .map(block => Object.entries(block)[0] as [string, Block])
    .map(([name, body]) => [name.replaceAll('"', ''), body]);

const VARIABLES = new Map(named(TEMPLATE.variable));
const LOCALS: Record<string, string> = TEMPLATE.locals[0];
const SOURCE: Block = named(named(TEMPLATE.source).map(([, body]) => body))[0]?.[1];
const PROVISIONERS = named(TEMPLATE.build[0].provisioner);

/** Puts locals and the folder into a text; variables must be given. */
function expanded(text: string, variables: Readonly<Record<string, string>> = {}): string {
  return text
    .replaceAll(/\$\{path\.root\}/g, FOLDER)
    .replaceAll(/\$\{dirname\(local\.kept_weights_folder\)\}/g, join(LOCALS.kept_weights_folder ?? '', '..'))
    .replace(/^local\.(\w+)$|\$\{local\.(\w+)\}/g, (_, whole, part) => LOCALS[whole ?? part] ?? '')
    .replace(/\$\{var\.(\w+)\}/g, (_, name) => variables[name] ?? `(no value for ${name})`);
}

check('the Packer template', {
  'runs only scripts that there are, and runs them all': () => {
    const scripts = PROVISIONERS.flatMap(([, body]) => [
      ...(body.scripts ?? []),
      ...(body.script ? [body.script] : []),
    ]);
    const paths = scripts.map(script => expanded(script));
    for (const path of paths) assert.ok(existsSync(path), path);
    assert.equal(paths.map(path => path.split('/').at(-1)).sort(), readdirSync(join(FOLDER, 'scripts')).sort());
  },
  'takes the boot files from their one home': () => {
    const [file] = PROVISIONERS.filter(([kind]) => kind === 'file');
    const sources: string[] = file?.[1].sources.map((source: string) => expanded(source));
    assert.equal(
      sources,
      ['scripts', 'units'].map(name => join(FOLDER, '..', 'boot', name).replace('/infra/boot', '/infra/ami/../boot')),
    );
    for (const source of sources) assert.ok(existsSync(source), source);
  },
  'puts things where the instance looks for them': () => {
    assert.is(LOCALS.program_folder, BOOT_FOLDERS.programs);
    assert.is(LOCALS.unit_folder, BOOT_FOLDERS.units);
    assert.is(LOCALS.kept_weights_folder, BOOT_FOLDERS.keptWeights);
    assert.is(LOCALS.docker_config_file, `${BOOT_FOLDERS.docker}/daemon.json`);
  },
  'encrypts the volume, and so the image': () => {
    const [volume, ...more] = SOURCE.launch_block_device_mappings;
    assert.equal([volume.encrypted, volume.volume_type, more.length], [true, 'gp3', 0]);
  },
  'asks for version 2 of the metadata service, in the making and in the image': () => {
    const [options] = SOURCE.metadata_options;
    assert.equal([options.http_tokens, options.http_put_response_hop_limit], ['required', 1]);
    assert.is(SOURCE.imds_support, 'v2.0');
  },
  'opens the instance to the baker alone': () => {
    assert.is(SOURCE.temporary_security_group_source_public_ip, true);
    assert.not('temporary_security_group_source_cidrs' in SOURCE);
    for (const name of ['ami_users', 'ami_groups', 'ami_org_arns', 'snapshot_users', 'snapshot_groups'])
      assert.not(name in SOURCE);
  },
  'gives the instance no more than an instance of the fleet has': () => {
    const [policy] = SOURCE.temporary_iam_instance_profile_policy_document;
    const statements: Block[] = [
      ...policy.Statement,
      ...policy.dynamic.map((each: Block) => Object.values(each)[0]).map((each: Block) => each.content[0]),
    ];
    const actions = statements.flatMap(statement => statement.Action);
    assert.equal(
      actions.filter(action => !(USER_DATA_CALLS as readonly string[]).includes(action)),
      [],
    );
    const open = statements.filter(statement => statement.Resource.includes('*'));
    assert.equal(
      open.flatMap(statement => statement.Action),
      ['ecr:GetAuthorizationToken'],
    );
  },
  'tags all that it makes': () => {
    for (const name of ['tags', 'snapshot_tags', 'run_tags', 'run_volume_tags'])
      assert.match(SOURCE[name], /^\$\{local\.tags\}$/);
    assert.equal(Object.keys(LOCALS.tags ?? {}).slice(0, 3), ['Name', 'Project', 'Stack']);
  },
  'tags it as what Pulumi makes, so that the budget finds it': () => {
    const tags = Object.entries(LOCALS.tags ?? {}).map(([key, value]) => [
      key.replaceAll('"', ''),
      expanded(value, { stack: 'prod' }),
    ]);
    for (const tag of Object.entries(hubTags('prod')))
      assert.ok(
        tags.some(each => each.join() === tag.join()),
        tag[0],
      );
  },
  'declares what it uses and uses what it declares': () => {
    const used = (kind: string) => [
      ...new Set([...TEXT.matchAll(new RegExp(`\\b${kind}\\.(\\w+)`, 'g'))].map(([, name]) => name)),
    ];
    assert.equal(used('var').sort(), [...VARIABLES.keys()].sort());
    assert.equal(
      used('local').sort(),
      Object.keys(LOCALS)
        .filter(name => !name.startsWith('__'))
        .sort(),
    );
  },
  'holds no secret and no place for one': () => {
    assert.not.match(TEXT, /AKIA[0-9A-Z]{16}|-----BEGIN|aws_secret|secret_key|password/i);
    assert.not.match(TEXT, /^\s*(access_key|token|profile)\s*=/m);
  },
  'fixes its base image and its plugin by their exact versions': () => {
    assert.match(VARIABLES.get('base_image_name')?.default, /^al2023-ami-2023\.\d+\.\d{8}\.\d+-kernel-6\.1-x86_64$/);
    assert.match(TEMPLATE.packer[0].required_plugins[0].amazon.version, /^\d+\.\d+\.\d+$/);
  },
});

check('an image that is baked by it', {
  'boots without asking the bucket': () =>
    onInstance(async instance => {
      const settings = testSettings('burst', 'baked-ami');
      const variables = {
        region: settings.plan.region,
        worker_image: settings.workerImage,
        weights_url: `s3://${testWeights('1')}`,
      };
      const [fetching] = PROVISIONERS.map(([, body]) => body).filter(body => body.inline?.length === 2);
      const placed = (line: string) => instance.rooted(expanded(line, variables));
      instance.bake();
      // The instance that bakes has no local disk.
      instance.remove('disk');
      instance.command(
        'env',
        ...fetching.environment_vars.map(placed),
        'bash',
        '-euc',
        fetching.inline.map(placed).join('\n'),
      );
      instance.write('calls', '');
      instance.write('disk', '');
      instance.launch(userData(settings), 'InService');
      await instance.untilAnswered();
      assert.equal(instance.answers(), ['launch group i-0abc CONTINUE']);
      assert.not.match(instance.read('calls'), /aws s3|docker pull/);
      assert.is(instance.read('seen'), 'manifest.sha256\nunet/model.onnx\nvae.onnx\n');
    }),
});

check('the scripts of the bake', {
  'have no fault that ShellCheck knows': () => {
    const paths = ['bake.sh', ...readdirSync(join(FOLDER, 'scripts')).map(name => `scripts/${name}`)];
    assert.equal(
      paths.flatMap(path => shellcheck(path, readFileSync(join(FOLDER, path), 'utf8'))),
      [],
    );
  },
});
