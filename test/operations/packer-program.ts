/** `packer` as infra/ami/bake.sh calls it: a build is a machine image in moto with the template's tags. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Answer, type Program, prints, refuses } from './program.ts';
import type { AwsCli } from './start-aws-cli.ts';

export function packerProgram(cli: AwsCli): Program {
  return async ({ args }) => {
    try {
      const template = readFileSync(args.at(-1) ?? '', 'utf8');
      if (args[0] === 'init') return prints('');
      if (args[0] === 'build') return await build(variablesOf(args), template, cli);
      return refuses(`packer has no command ${args[0]}`);
    } catch (error) {
      return refuses(`packer: ${(error as Error).message}`);
    }
  };
}

/** `-var name=value`, as often as there are variables. */
function variablesOf(args: readonly string[]): Readonly<Record<string, string>> {
  const pairs = args.flatMap((arg, index) => (args[index - 1] === '-var' ? [arg] : []));
  return Object.fromEntries(pairs.map(pair => [pair.split('=')[0]!, pair.split('=').slice(1).join('=')]));
}

async function build(variables: Readonly<Record<string, string>>, template: string, cli: AwsCli): Promise<Answer> {
  for (const name of Object.keys(variables)) {
    if (!template.includes(`variable "${name}" {`)) throw new Error(`the template has no variable ${name}`);
  }
  const { region = '', worker_image: image = '', stack = '', manifest_file: manifest = '' } = variables;
  const [, repository = '', tag = ''] = /^[^/]+\/([^:]+):(.+)$/.exec(image) ?? [];
  await cli.call('ecr', 'describe_images', { repositoryName: repository, imageIds: [{ imageTag: tag }] });
  const { ImageId } = await cli.call('ec2', 'register_image', { Name: `asset-hub-${stack}-${tag}` });
  const Tags = Object.entries(tagsOf(template, stack)).map(([Key, Value]) => ({ Key, Value }));
  await cli.call('ec2', 'create_tags', { Resources: [ImageId], Tags });
  writeFileSync(manifest, JSON.stringify({ builds: [{ artifact_id: `${region}:${ImageId}` }] }));
  return prints('');
}

/** Those of `locals.tags` that say what the image is and whose: plain texts, and the stack. */
function tagsOf(template: string, stack: string): Readonly<Record<string, string>> {
  const block = /^ {2}tags = \{\n([\s\S]*?)^ {2}\}/m.exec(template)?.[1] ?? '';
  const tags = [...block.matchAll(/^ *"?([\w:-]+)"? += (?:"([^"$]*)"|var\.stack)$/gm)];
  return Object.fromEntries(tags.map(([, key, text]) => [key!, text ?? stack]));
}
