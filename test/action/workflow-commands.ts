/** What the runner would obey in a log: `::error file=a,line=1::text`, with stop-commands honoured. */
export type WorkflowCommand = {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
};

/** @example workflowCommands('a\n::error line=1::b%25\n')   // [{ kind: 'error', properties: { line: '1' }, text: 'b%' }] */
export function workflowCommands(log: string): readonly WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let token: string | undefined;
  // Whoever tests for injection reads a carriage return as a new line.
  for (const line of log.split(/\r\n|\r|\n/)) {
    const [, kind, properties = '', text = ''] = /^\s*::([\w-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
    if (kind === undefined) continue;
    if (token !== undefined) {
      if (kind === token) token = undefined;
    } else if (kind === 'stop-commands') token = text;
    else commands.push({ kind, properties: propertiesOf(properties), text: unescaped(text) });
  }
  return commands;
}

function propertiesOf(text: string): Readonly<Record<string, string>> {
  const pairs = text === '' ? [] : text.split(',').map(pair => pair.split('=', 2) as [string, string]);
  return Object.fromEntries(pairs.map(([name, value]) => [name, unescaped(value)]));
}

const SIGNS: Readonly<Record<string, string>> = { '%2C': ',', '%3A': ':', '%0A': '\n', '%0D': '\r', '%25': '%' };
const unescaped = (text: string) => text.replaceAll(/%2C|%3A|%0A|%0D|%25/g, found => SIGNS[found]!);
