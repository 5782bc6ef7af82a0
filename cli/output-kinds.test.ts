/** Each command in this process: the kinds it accepts, by its own word, are those that its help names and a shell offers. */
import * as assert from 'uvu/assert';
import { HubError } from '../hub/errors.ts';
import { TRACE_FORMATS } from '../sim/report/trace/trace-formats.ts';
import { check } from '../test/kit/check.ts';
import { buildProgram } from './build-program.ts';
import { describeCompletions } from './describe-completions.ts';
import { OUTPUT_KINDS } from './output-kinds.ts';

/** Without its arguments a command does not begin. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  compare: ['dev', 'prod'],
  calibrate: ['worker.log'],
  merge: ['part-1.jsonl'],
};

/** What the parser says that it takes, when it is given something else. */
async function acceptedBy(command: string): Promise<readonly string[]> {
  const words = [command, ...(ARGUMENTS[command] ?? []), '--output', 'nothing=x'];
  const refusal = await buildProgram()
    .parseAsync(words, { from: 'user' })
    .catch((error: unknown) => error);
  assert.instance(refusal, HubError, `${command} takes nothing=x`);
  return /with a KIND of (.*) \(saw 'nothing=x'\)/.exec((refusal as HubError).message)?.[1]?.split(', ') ?? [];
}

function offeredFor(command: string): readonly string[] {
  const option = describeCompletions(buildProgram()).commands.get(command)?.options.get('output');
  const offered: string[] = [];
  option?.handler?.call(option, value => void offered.push(value), new Map());
  return offered;
}

const helpOf = (command: string): string =>
  buildProgram()
    .commands.find(each => each.name() === command)!
    .options.find(({ long }) => long === '--output')!.description;

check('kinds of output', {
  ...Object.fromEntries(
    Object.entries(OUTPUT_KINDS).map(([command, kinds]) => [
      `of ${command} are accepted, named by its help and offered by a shell`,
      async () => {
        assert.equal(await acceptedBy(command), kinds);
        assert.equal(
          offeredFor(command),
          kinds.map(kind => `${kind}=`),
        );
        assert.match(helpOf(command), `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`);
      },
    ]),
  ),
  'belong to every command that writes files by kind, and to no other': () => {
    const writing = buildProgram().commands.filter(({ options }) =>
      options.some(({ flags }) => flags.includes('<kind=file>')),
    );
    assert.equal(writing.map(command => command.name()).toSorted(), Object.keys(OUTPUT_KINDS).toSorted());
    assert.equal(offeredFor('cost'), []);
  },
  'of a trace are all that it can be told in': () =>
    assert.equal(OUTPUT_KINDS.trace.toSorted(), Object.keys(TRACE_FORMATS).toSorted()),
});
