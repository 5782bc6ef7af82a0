/**
 * What the Pulumi CLI makes of Pulumi.yaml and Pulumi.<stack>.yaml before it starts a program: project name, entry
 * point and configuration. Whatever the files may say that this does not know is an error, never ignored.
 *
 * Source: github.com/pulumi/pulumi, sdk/go/common/workspace/config.go, sdk/go/common/resource/config/value.go and
 * pkg/engine/project.go, read 2026-11-23. [H]
 */
import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isCollection, isMap, isScalar, parseDocument } from 'yaml';
import * as z from 'zod';

export type ProgramRoot = {
  readonly project: string;
  readonly stack: string;
  /** Holds Pulumi.yaml and Pulumi.<stack>.yaml; pulumi.getRootDirectory() in the program. */
  readonly rootFolder: string;
  /** Where the program runs. */
  readonly programFolder: string;
  /** Relative to the program's folder. */
  readonly entryPoint: string;
  /** Pulumi compiles TypeScript itself, instead of leaving it to Node. */
  readonly isTypescriptCompiled: boolean;
  /** By `namespace:config:name`, as the language host passes them. Objects are JSON. */
  readonly config: Readonly<Record<string, string>>;
};

export type ProgramRootFiles = {
  readonly stack: string;
  readonly rootFolder: string;
  /** Where `main` is looked for: the project itself, of which rootFolder is a copy. */
  readonly projectFolder: string;
  readonly projectText: string;
  readonly stackText: string;
  /** Instead of the project file's `main`. */
  readonly main?: string;
};

const Project = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  main: z.string().optional(),
  runtime: z.strictObject({
    name: z.literal('nodejs'),
    options: z.strictObject({ typescript: z.boolean().optional(), packagemanager: z.string().optional() }).optional(),
  }),
  config: z.record(z.string(), z.unknown()).optional(),
});

/** @throws Error when a file is not YAML, or says something that is not known here */
export function readProgramRoot(files: ProgramRootFiles): ProgramRoot {
  const project = Project.parse(parsed('Pulumi.yaml', files.projectText).toJS());
  const main = files.main ?? project.main;
  return {
    project: project.name,
    stack: files.stack,
    rootFolder: files.rootFolder,
    ...programOf(files.projectFolder, main),
    isTypescriptCompiled: project.runtime.options?.typescript ?? true,
    config: {
      ...projectConfig(project.name, project.config ?? {}),
      ...stackConfig(project.name, `Pulumi.${files.stack}.yaml`, files.stackText),
    },
  };
}

/** A program runs in the folder of its entry point, so that relative paths in it are relative to that. */
function programOf(projectFolder: string, main: string | undefined): { programFolder: string; entryPoint: string } {
  if (main === undefined) return { programFolder: projectFolder, entryPoint: '.' };
  const path = resolve(projectFolder, main);
  if (statSync(path, { throwIfNoEntry: false }) === undefined)
    throw new Error(`Pulumi.yaml: main ${path} is not there`);
  if (statSync(path).isDirectory()) return { programFolder: path, entryPoint: '.' };
  return { programFolder: dirname(path), entryPoint: basename(path) };
}

/** `value` and `default` of the project file stand in for what the stack file leaves out. */
function projectConfig(project: string, entries: Readonly<Record<string, unknown>>): Record<string, string> {
  const Entry = z.union([
    z.strictObject({ value: z.unknown() }),
    z.strictObject({ default: z.unknown(), type: z.string().optional(), description: z.string().optional() }),
  ]);
  return Object.fromEntries(
    Object.entries(entries).map(([key, raw]) => {
      const entry = Entry.parse(raw);
      return [configKey(project, key), configText('value' in entry ? entry.value : entry.default)];
    }),
  );
}

function stackConfig(project: string, file: string, text: string): Record<string, string> {
  const document = parsed(file, text);
  if (document.contents === null) return {};
  if (!isMap(document.contents)) throw new Error(`${file}: Pulumi wants a map at the top`);
  const foreign = document.contents.items.map(({ key }) => String(key)).find(key => key !== 'config');
  if (foreign !== undefined)
    throw new Error(`${file}: ${foreign} is not known to the recording engine, only config is`);
  const config = document.get('config', true);
  if (config === undefined || (isScalar(config) && config.value === null)) return {};
  if (!isMap(config)) throw new Error(`${file}: Pulumi wants a map under config`);
  return Object.fromEntries(
    config.items.map(({ key, value }) => {
      const name = configKey(project, String(key));
      // A scalar is passed as it is written: 1.0 stays 1.0, and true is 'true'.
      if (isScalar(value)) return [name, value.value === null ? '' : (value.source ?? String(value.value))];
      if (!isCollection(value)) return [name, ''];
      return [name, configText(value.toJS(document))];
    }),
  );
}

/** `queues` in project `asset-hub` is `asset-hub:queues`; the language host writes both as `asset-hub:config:queues`. */
function configKey(project: string, key: string): string {
  const [namespace, name] = key.includes(':') ? key.replace(':config:', ':').split(':', 2) : [project, key];
  return `${namespace}:config:${name}`;
}

/** @throws Error for a secret: there is no key here to decrypt it with */
function configText(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return JSON.stringify(value, (key, child: unknown) => {
    if (key === 'secure') throw new Error('a secret in the configuration cannot be decrypted by the recording engine');
    return inGoOrder(child);
  });
}

/** Go writes the keys of a map in sorted order, so a program that reads an object from its config loses the file's. */
function inGoOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parsed(file: string, text: string) {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${file} is not YAML, so Pulumi starts no program: ${error.message}`);
  return document;
}
