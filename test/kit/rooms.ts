/**
 * The table of rooms: what each folder may import. ARCHITECTURE.md says why; this says exactly.
 * A file is in the first room of the table whose pattern it matches.
 */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { importsOf } from './source.ts';

export type SourceFile = {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly source: string;
};

type Room = {
  readonly name: string;
  readonly files: RegExp;
  /** Our own files it may import, by path. */
  readonly mayImport: RegExp;
  /** Packages it may import. */
  readonly packages: RegExp;
  /** Node's own modules it may import. */
  readonly builtins: RegExp;
};

const NONE = /^$(?!)/;
const ANY = /^/;
const PURE = { packages: /^zod$/, builtins: NONE };
const PRODUCT_PACKAGES = /^(?!commander$|cli-table3$|asciichart$|@bomb\.sh\/|simple-statistics$|uvu|fast-check$)/;

const ROOMS: readonly Room[] = [
  { name: 'hub', files: /^hub\//, mayImport: /^hub\//, packages: /^(zod|yaml)$/, builtins: NONE },
  {
    name: 'sim/engine',
    files: /^sim\/engine\//,
    mayImport: /^(sim\/engine\/|hub\/(units|distribution|assert-never)\.ts$)/,
    packages: NONE,
    builtins: NONE,
  },
  { name: 'sim/scenario', files: /^sim\/scenario\//, mayImport: /^(hub|sim\/scenario)\//, ...PURE },
  { name: 'sim/model', files: /^sim\/model\//, mayImport: /^(hub|sim\/(engine|scenario|model))\//, ...PURE },
  { name: 'sim/trace', files: /^sim\/trace\//, mayImport: /^(hub|sim\/(engine|scenario|model|trace))\//, ...PURE },
  {
    name: 'sim/measure/sample-statistics.ts',
    files: /^sim\/measure\/sample-statistics\.ts$/,
    mayImport: /^(hub|sim\/(engine|scenario|model|measure))\//,
    packages: /^simple-statistics$/,
    builtins: NONE,
  },
  {
    name: 'sim/measure',
    files: /^sim\/measure\//,
    mayImport: /^(hub|sim\/(engine|scenario|model|measure))\//,
    ...PURE,
  },
  {
    name: 'sim/cost',
    files: /^sim\/cost\//,
    mayImport: /^(hub|sim\/(engine|scenario|model|measure|cost))\//,
    ...PURE,
  },
  {
    name: 'sim/study/replicate*',
    files: /^sim\/study\/replicate[^/]*$/,
    mayImport: /^(hub|sim\/(engine|scenario|model|measure|cost|study))\//,
    packages: NONE,
    builtins: /^node:worker_threads$/,
  },
  {
    name: 'sim/study',
    files: /^sim\/study\//,
    mayImport: /^(hub|sim\/(engine|scenario|model|measure|cost|study))\//,
    ...PURE,
  },
  {
    name: 'sim/gate',
    files: /^sim\/gate\//,
    mayImport: /^(hub|sim\/(measure|study|gate))\//,
    ...PURE,
  },
  {
    name: 'sim/sweep',
    files: /^sim\/sweep\//,
    mayImport: /^(hub|sim\/(engine|scenario|model|measure|study|gate|sweep))\//,
    ...PURE,
  },
  {
    name: 'sim/sensitivity',
    files: /^sim\/sensitivity\//,
    mayImport: /^(hub|sim\/(engine|scenario|model|measure|study|sweep|sensitivity))\//,
    ...PURE,
  },
  {
    name: 'sim/recommend',
    files: /^sim\/recommend\//,
    mayImport: /^(hub|sim\/(engine|measure|study|gate|recommend))\//,
    ...PURE,
  },
  {
    name: 'sim/calibrate',
    files: /^sim\/calibrate\//,
    mayImport: /^(hub|sim\/(engine|scenario|measure|calibrate))\//,
    ...PURE,
  },
  { name: 'sim/report', files: /^sim\/report\//, mayImport: /^(hub|sim\/[^/]+)\//, ...PURE },
  { name: 'sim', files: /^sim\/[^/]+$/, mayImport: /^(hub|sim)\//, ...PURE },
  {
    name: 'infra/functions',
    files: /^infra\/functions\//,
    mayImport: /^(hub|infra\/functions)\/|^infra\/api\/routes\.ts$/,
    packages: /^(zod$|@aws-sdk\/|@aws-lambda-powertools\/)/,
    builtins: ANY,
  },
  {
    name: 'infra/preview*',
    files: /^infra\/preview/,
    mayImport: /^(hub|sim|infra)\//,
    packages: /^(zod$|@pulumi\/)/,
    builtins: ANY,
  },
  {
    // A program of its own, which puts the page where the deploy made room for it, by the SDK that functions and worker use.
    name: 'infra/page',
    files: /^infra\/page\//,
    mayImport: /^(hub|infra\/page)\//,
    packages: /^(zod$|@aws-sdk\/client-s3$)/,
    builtins: ANY,
  },
  {
    name: 'infra',
    files: /^infra\//,
    mayImport: /^(hub|infra)\//,
    packages: /^(zod$|esbuild$|@pulumi\/)/,
    builtins: ANY,
  },
  {
    name: 'worker',
    files: /^worker\//,
    mayImport: /^(hub|worker)\//,
    packages: new RegExp(`${PRODUCT_PACKAGES.source}(?!@pulumi/)`),
    builtins: ANY,
  },
  {
    name: 'local',
    files: /^local\//,
    // The one shell that is for developers: it starts the emulator that the tests start, scales by the simulator's alarms, and
    // replays a scenario as asset-sim reads it.
    mayImport:
      /^(hub|sim|local|worker|infra\/(functions|api|queues)|test\/moto)\/|^infra\/(boot\/worker-environment|delivery\/(security-headers|cross-origin-rules))\.ts$|^cli\/(load-study|read-stack)\.ts$/,
    packages: /^(@aws-sdk\/|aws-lambda$|commander$|vite$|zod$)/,
    builtins: ANY,
  },
  {
    // In a browser. Of the hub's own code it knows the client of its API, and the table by which that looks at uploads.
    name: 'web',
    files: /^web\//,
    mayImport: /^(web|client)\/|^hub\/job\/upload-formats\.ts$/,
    packages: /^(oauth4webapi|@google\/model-viewer)$/,
    builtins: NONE,
  },
  { name: 'client', files: /^client\//, mayImport: /^client\//, packages: /^openapi-fetch$/, builtins: NONE },
  {
    name: 'cli/prices',
    files: /^cli\/prices\//,
    mayImport: /^(hub|sim|cli)\//,
    packages: /^@aws-sdk\/client-(pricing|ec2)$/,
    builtins: ANY,
  },
  {
    name: 'cli',
    files: /^cli\//,
    mayImport: /^(hub|sim|cli)\/|^package\.json$/,
    packages: /^(commander|@bomb\.sh\/tab)$/,
    builtins: ANY,
  },
  { name: 'docs', files: /^docs\//, mayImport: /^(hub|sim|docs)\//, packages: NONE, builtins: ANY },
  { name: 'test and bench', files: /^(test|bench)\//, mayImport: ANY, packages: ANY, builtins: ANY },
];

export const isTest = (path: string): boolean => path.endsWith('.test.ts');

/**
 * What a file imports that its room may not. Test files may import anything.
 *
 * @returns sentences that begin with `file:line`
 * @example importViolations({ path: 'hub/x.ts', source: "import 'node:fs'" })   // ['hub/x.ts:1 hub may not import node:fs']
 */
export function importViolations({ path, source }: SourceFile): string[] {
  if (isTest(path)) return plainUvu(path, source);
  const room = ROOMS.find(candidate => candidate.files.test(path));
  if (room === undefined) return [`${path}:1 is in no room: add its folder to the table in test/kit/rooms.ts`];
  return importsOf(path, source)
    .filter(({ specifier }) => !isAllowed(room, path, specifier))
    .map(({ specifier, line }) => `${path}:${line} ${room.name} may not import ${specifier}`);
}

/** A suite made without the kit can be forgotten beside one that runs, and nothing would show it. */
function plainUvu(path: string, source: string): string[] {
  return importsOf(path, source)
    .filter(({ specifier }) => specifier === 'uvu')
    .map(({ line }) => `${path}:${line} tests use check from test/kit/check.ts, not uvu's suites`);
}

function isAllowed(room: Room, path: string, specifier: string): boolean {
  if (specifier.startsWith('.')) return room.mayImport.test(posix.join(posix.dirname(path), specifier));
  if (isBuiltin(specifier)) return specifier.startsWith('node:') && room.builtins.test(specifier);
  return room.packages.test(packageOf(specifier));
}

/** `@scope/name/sub/path` -> `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
