import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { type AptMachine, requireAptTool } from './require-apt-tool.ts';

const TOOL = { command: 'render', package: 'renderer' };

/** A machine on which apt does as it is told here; `calls` are its apt-get calls by their first word. */
function machine(behaviour: { isRoot?: boolean; hasTool?: boolean; failures?: number; installs?: boolean }) {
  const calls: string[] = [];
  let hasTool = behaviour.hasTool ?? false;
  let failures = behaviour.failures ?? 0;
  const run: AptMachine['run'] = (command, args) => {
    if (command === 'sh') return { exitCode: hasTool ? 0 : 127, output: '' };
    calls.push(args[0] ?? '');
    if (args[0] === 'update') return { exitCode: 0, output: '' };
    failures -= 1;
    if (failures >= 0) return { exitCode: 100, output: `E: Unable to locate package ${args.at(-1)}` };
    hasTool = behaviour.installs ?? true;
    return { exitCode: 0, output: '' };
  };
  return { calls, apt: { isRoot: behaviour.isRoot ?? true, run } };
}

check('a tool from apt', {
  'that is there is not installed': () => {
    const { calls, apt } = machine({ hasTool: true });
    assert.is(requireAptTool(TOOL, apt), 'render');
    assert.equal(calls, []);
  },
  'that is missing is installed': () => {
    const { calls, apt } = machine({});
    assert.is(requireAptTool(TOOL, apt), 'render');
    assert.equal(calls, ['install']);
  },
  'is installed after an update where the list is old': () => {
    const { calls, apt } = machine({ failures: 1 });
    requireAptTool(TOOL, apt);
    assert.equal(calls, ['install', 'update', 'install']);
  },
  'that cannot be installed is a failure with the command and the reason': () => {
    const { apt } = machine({ failures: 2 });
    assert.throws(() => requireAptTool(TOOL, apt), /apt-get install --yes renderer\nE: Unable to locate/);
  },
  'is left to the person who is not root': () => {
    const { calls, apt } = machine({ isRoot: false });
    assert.throws(() => requireAptTool(TOOL, apt), /^render is missing; install it with: sudo apt-get install/);
    assert.equal(calls, []);
  },
  'that its package does not hold is a failure': () =>
    assert.throws(() => requireAptTool(TOOL, machine({ installs: false }).apt), /renderer has no command render/),
  'is found on this machine': () => assert.is(requireAptTool({ command: 'sh', package: 'dash' }), 'sh'),
});
