/**
 * Finds a program that some tests need and Debian or Ubuntu has as a package, and installs it where this process may. A
 * missing tool is never a skipped test: it is a failure that names the command.
 */
import { spawnSync } from 'node:child_process';

export type AptTool = {
  /** As it is called. */
  readonly command: string;
  /** The package that has it. */
  readonly package: string;
};

/** Where a tool is looked for and how it is installed; the test of this file has another machine. */
export type AptMachine = {
  readonly isRoot: boolean;
  /** @returns the exit code and what was printed */
  readonly run: (command: string, args: readonly string[]) => { readonly exitCode: number; readonly output: string };
};

/** Two test files may want the same tool at once: apt waits for its own lock. */
const LOCK_WAIT_SECONDS = 90;

const THIS_MACHINE: AptMachine = {
  isRoot: process.getuid?.() === 0,
  run: (command, args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env });
    return { exitCode: status ?? 127, output: error === undefined ? `${stdout}${stderr}` : String(error) };
  },
};

/**
 * @returns the command, which can now be run
 * @throws Error that names the command to type when the tool is missing and cannot be installed from here
 * @example requireAptTool({ command: 'shellcheck', package: 'shellcheck' })   // 'shellcheck'
 */
export function requireAptTool(tool: AptTool, machine: AptMachine = THIS_MACHINE): string {
  const isThere = () => machine.run('sh', ['-c', `command -v ${tool.command}`]).exitCode === 0;
  if (isThere()) return tool.command;
  const byHand = `sudo apt-get install --yes ${tool.package}`;
  if (!machine.isRoot) throw new Error(`${tool.command} is missing; install it with: ${byHand}`);

  const install = () =>
    machine.run('apt-get', [
      ...['install', '--yes', '--quiet', '--no-install-recommends'],
      ...['-o', `DPkg::Lock::Timeout=${LOCK_WAIT_SECONDS}`, tool.package],
    ]);
  // The list of packages may be missing or old.
  if (install().exitCode !== 0) {
    machine.run('apt-get', ['update', '--quiet']);
    const { exitCode, output } = install();
    if (exitCode !== 0)
      throw new Error(`${tool.command} is missing and cannot be installed; try: ${byHand}\n${output}`);
  }
  if (!isThere()) throw new Error(`package ${tool.package} has no command ${tool.command}`);
  return tool.command;
}
