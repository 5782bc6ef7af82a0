/** Shows that the committed schema is that of the installed packages, and that nothing is left out silently in making it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { firstDifference } from '../kit/first-difference.ts';
import { extractSchema, INSTALLED } from './extract-schema.ts';
import { type ProviderSchema, readSchema, renderSchema } from './provider-schema.ts';
import { RESOURCE_CLASSES } from './resource-classes.ts';

const QUEUE = 'acme:mail/queue:Queue';
const args = (fields: string) => `
  import * as pulumi from "@pulumi/pulumi";
  import * as inputs from "../types/input";
  import * as enums from "../types/enums";
  import { Topic } from "./index";
  export declare class Queue extends pulumi.CustomResource {}
  export interface QueueArgs { ${fields} }`;
const INPUTS = `
  export declare namespace mail { interface Retry { count: pulumi.Input<number>; next?: pulumi.Input<inputs.mail.Retry>; } }`;
const ENUMS = 'export declare const Color: { readonly Red: "red"; readonly Blue: "blue"; };';

/** The schema of one made-up provider package with one class. */
function schemaOf(declaration: string, className = 'Queue'): ProviderSchema {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-schema-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, 'acme', path)), { recursive: true });
    writeFileSync(join(folder, 'acme', path), text);
  };
  try {
    write('package.json', '{ "version": "1.2.3", "pulumi": { "name": "acme" } }');
    write('mail/queue.d.ts', declaration);
    write('mail/queue.js', `class Queue { static __pulumiType = '${QUEUE}'; }`);
    write('types/input.d.ts', INPUTS);
    write('types/enums/mail/index.d.ts', ENUMS);
    return extractSchema({ acme: { mail: [className] } }, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const says = (field: string, text: string) => () => {
  const [, name = ''] = /(\w+\??):/.exec(field) ?? [];
  assert.equal(schemaOf(args(`${field};`)).resources[QUEUE], { [name]: text });
};
const refuses = (declaration: string, why: RegExp, className?: string) => () =>
  assert.throws(() => schemaOf(declaration, className), why);

check('the committed schema', {
  'is that of the installed packages': () => {
    const made = extractSchema(RESOURCE_CLASSES, INSTALLED);
    const committed = readSchema();
    if (renderSchema(made) === renderSchema(committed)) return;
    const hint = 'make it again, and read the diff: node test/provider-schema/generate.ts';
    assert.equal(committed.packages, made.packages, `schema.json is of other versions; ${hint}`);
    const details = firstDifference(renderSchema(committed), renderSchema(made));
    throw Object.assign(new Error(`schema.json differs from what the packages declare; ${hint}`), { details });
  },
  'describes every listed class, once': () => {
    const listed = Object.values(RESOURCE_CLASSES).flatMap(modules => Object.values(modules).flat());
    assert.is(Object.keys(readSchema().resources).length, listed.length);
  },
});

check('a declaration', {
  required: says('size: pulumi.Input<number>', 'number'),
  optional: says('size?: pulumi.Input<number | undefined>', 'number'),
  'without Input': says('names?: string[]', 'string[]'),
  'a list of inputs': says('names?: pulumi.Input<pulumi.Input<string>[] | undefined>', 'string[]'),
  'a map': says('tags?: pulumi.Input<{ [key: string]: pulumi.Input<string>; } | undefined>', '{string}'),
  'a resource or its id': says('topic: pulumi.Input<string | Topic>', 'string | resource'),
  files: says('code?: pulumi.Input<pulumi.asset.Asset | pulumi.asset.Archive | undefined>', 'asset | archive'),
  'a nested object': says('retry?: pulumi.Input<inputs.mail.Retry | undefined>', 'acme.mail.Retry'),
  'an enum': says('color?: pulumi.Input<string | enums.mail.Color | undefined>', 'string | acme.mail.Color'),
  deprecated: says('/** Old.\n * @deprecated size is deprecated. */ size?: pulumi.Input<number>', 'deprecated number'),
  'not deprecated when a text only says so': says('/** Not deprecated. */ size?: pulumi.Input<number>', 'number'),
  'brings the types it names, and those they name': () =>
    assert.equal(schemaOf(args('a: inputs.mail.Retry; b: enums.mail.Color;')), {
      packages: { '@pulumi/acme': '1.2.3' },
      resources: { [QUEUE]: { a: 'acme.mail.Retry', b: 'acme.mail.Color' } },
      types: {
        'acme.mail.Color': "'red' | 'blue'",
        'acme.mail.Retry': { count: 'number', 'next?': 'acme.mail.Retry' },
      },
    }),
});

check('what cannot be described', {
  'a class that is not there': refuses(args(''), /no class Topic in .*mail\/topic\.d\.ts/, 'Topic'),
  'a class without arguments': refuses('export declare class Queue {}', /no QueueArgs/),
  'a deprecated class': refuses(
    'export interface QueueArgs {}\n/** Old.\n * @deprecated in favor of Pipe */\nexport declare class Queue {}',
    /acme:mail\/queue:Queue is deprecated: take it out/,
  ),
  'an interface that is not there': refuses(args('a: inputs.mail.Other;'), /no interface mail\.Other/),
  'an enum that is not there': refuses(args('a: enums.mail.Shape;'), /no enum mail\.Shape/),
  'a name that is no input': refuses(args('a: Elsewhere;'), /not understood \(saw Elsewhere\)/),
  'an object written in place': refuses(args('a: { b: string };'), /not understood \(saw \{ b: string \}\)/),
  'a method': refuses(args('a(): void;'), /not understood \(saw a\(\): void;\)/),
});
