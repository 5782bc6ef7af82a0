/** `docker` as the page calls it: a push is an image in moto's registry, which refuses a tag it has. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Answer, type Command, type Program, prints, refuses } from './program.ts';
import type { AwsCli } from './start-aws-cli.ts';

/** A manifest as registries keep it (OCI image specification 1.1), of an image without layers. */
const MANIFEST = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', size: 2, digest: `sha256:${'0'.repeat(64)}` },
  layers: [],
};

/** Flags: docs.docker.com, `docker login` and `docker buildx build`, read 2026-11 [H]. */
export function dockerProgram(cli: AwsCli, projectFolder: string): Program {
  let loggedInAt: string | undefined;
  return async command => {
    try {
      if (command.args[0] === 'login') {
        loggedInAt = login(command);
        return prints('Login Succeeded\n');
      }
      if (command.args.slice(0, 2).join(' ') === 'buildx build')
        return await build(command, cli, { loggedInAt, projectFolder });
      return refuses(`docker: '${command.args.join(' ')}' is not a docker command`);
    } catch (error) {
      return refuses(`docker: ${(error as Error).message}`);
    }
  };
}

function login({ args, input }: Command): string {
  const { positionals } = parseArgs({
    args: args.slice(1),
    allowPositionals: true,
    options: { username: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
  });
  if (input.trim() === '') throw new Error('no password came in');
  return positionals[0] ?? '';
}

type Place = { readonly loggedInAt: string | undefined; readonly projectFolder: string };

async function build({ args }: Command, cli: AwsCli, { loggedInAt, projectFolder }: Place): Promise<Answer> {
  const { values, positionals } = parseArgs({
    args: args.slice(2),
    allowPositionals: true,
    options: {
      platform: { type: 'string' },
      provenance: { type: 'string' },
      file: { type: 'string' },
      target: { type: 'string' },
      tag: { type: 'string' },
      push: { type: 'boolean' },
    },
  });
  const [context = ''] = positionals;
  const file = resolve(projectFolder, values.file ?? join(context, 'Dockerfile'));
  if (!existsSync(file)) throw new Error(`no Dockerfile at ${file}`);
  if (!new RegExp(`^FROM .* AS ${values.target}$`, 'm').test(readFileSync(file, 'utf8'))) {
    throw new Error(`target stage ${values.target} could not be found`);
  }
  const [, registry, repository, tag] = /^([^/]+)\/([^:]+):(.+)$/.exec(values.tag ?? '') ?? [];
  if (repository === undefined || tag === undefined) throw new Error(`no repository and tag in ${values.tag}`);
  if (registry !== loggedInAt) throw new Error(`not logged in at ${registry}`);
  if (values.platform !== 'linux/amd64') throw new Error('the instances are x86');
  // Each push another image, as each build is.
  const imageManifest = JSON.stringify({ ...MANIFEST, annotations: { tag } });
  await cli.call('ecr', 'put_image', { repositoryName: repository, imageTag: tag, imageManifest });
  return prints('');
}
