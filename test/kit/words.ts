/** Words that give away what a file does, and the only places where they may stand. */
import { isTest, type SourceFile } from './rooms.ts';
import { codeOf } from './source.ts';

type Rule = {
  readonly word: RegExp;
  /** What is wrong with it, after `file:line`. */
  readonly says: string;
  /** The files that the rule is about. */
  readonly files: RegExp;
  /** Its only homes among them. */
  readonly homes: RegExp;
  /** Comments and strings count, too. */
  readonly isProseIncluded?: boolean;
};

const NOWHERE = /^$(?!)/;
const PURE = /^(hub|sim)\//;
const PRODUCT = /^(?!test\/|bench\/)/;
const SHELLS = /^(?!test\/|bench\/|hub\/|sim\/)/;
/** The members by which Node's `process` is known; the word alone may be an arrival process. */
const NODE_PROCESS =
  /(?<![\w.$])process\.(env|argv|exit|exitCode|std(in|out|err)|cwd|hrtime|nextTick|on|once|pid|platform|kill|memoryUsage|uptime|version)/;

const RULES: readonly Rule[] = [
  { word: /\bawait\b/, says: 'hub is pure: no await', files: /^hub\//, homes: NOWHERE },
  {
    word: /\bDate\.now\b|\bnew Date(?!\()|\bnew Date\(\s*\)|\bperformance\.now\b/,
    says: 'the wall clock is not for pure rooms',
    files: PURE,
    homes: NOWHERE,
  },
  {
    word: /\bnew Date\(\s*[^\s)]/,
    says: 'given times are reckoned with in hub/job/times.ts',
    files: PURE,
    homes: /^hub\/job\/times\.ts$/,
  },
  {
    word: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/,
    says: 'the wall clock has its homes in cli/clock.ts, cli/progress.ts and the environment.ts of functions, worker, local and web',
    files: SHELLS,
    homes: /^(cli\/(clock|progress)|(infra\/functions|worker|local|web)\/environment)\.ts$/,
  },
  {
    word: NODE_PROCESS,
    says: "the process belongs to the shells' rooms",
    files: PRODUCT,
    homes: /^((cli|docs)\/|(infra\/functions|infra\/page|worker|local)\/environment\.ts$)/,
  },
  {
    word: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b|\brandomBytes\b/,
    says: 'randomness comes from a seeded substream, and ids from the environment.ts of functions, worker, local and web',
    files: PRODUCT,
    homes: /^(infra\/functions|worker|local|web)\/environment\.ts$/,
  },
  {
    word: /(?<![\w.$])console\b/,
    says: 'results are returned and printed by a shell, without console',
    files: PRODUCT,
    homes: NOWHERE,
  },
  {
    word: /\b(aws|amazon|sqs|ec2|spot|queue url|cloudwatch|auto ?scaling|lambda function|instances?)\b/i,
    says: 'sim/engine knows no AWS word',
    files: /^sim\/engine\//,
    homes: NOWHERE,
    isProseIncluded: true,
  },
  {
    // A number beside a name in USD. Zero is where a sum starts; hub/units.ts holds the conversion, and seed-claims.ts
    // what the first design notes claimed.
    word: /(usd|Usd|USD)\w*\s*(:\s*[\w.]+\s*=|[:=])\s*(?!0(?![\d._]))-?\.?\d/,
    says: 'a price literal belongs in hub/catalog/, with its source and date',
    files: PRODUCT,
    homes: /^(hub\/(catalog\/|units\.ts$)|sim\/cost\/seed-claims\.ts$)/,
  },
];

/**
 * The words of a file that stand where they may not. Test files are free.
 *
 * @returns sentences that begin with `file:line`
 * @example wordViolations({ path: 'hub/x.ts', source: 'Math.random()' })
 *   // ['hub/x.ts:1 randomness comes from a seeded substream (saw Math.random)']
 */
export function wordViolations({ path, source }: SourceFile): string[] {
  if (isTest(path)) return [];
  const rules = RULES.filter(rule => rule.files.test(path) && !rule.homes.test(path));
  const code = codeOf(path, source).split('\n');
  const prose = source.split('\n').map(apart);
  return rules.flatMap(rule =>
    (rule.isProseIncluded ? prose : code).flatMap((text, index) => {
      const saw = rule.word.exec(text)?.[0];
      return saw === undefined ? [] : [`${path}:${index + 1} ${rule.says} (saw ${saw})`];
    }),
  );
}

/** `spotPrice_usd` -> `spot Price usd`, so that a word inside a name is seen as a word. */
function apart(text: string): string {
  return text.replace(/([a-z\d])(?=[A-Z])/g, '$1 ').replace(/_/g, ' ');
}
