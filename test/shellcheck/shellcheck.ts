/** ShellCheck (koalaman/shellcheck, from apt) on a text, as findings that a test can compare. */
import { spawnSync } from 'node:child_process';
import { requireAptTool } from '../apt/require-apt-tool.ts';

/** `name:line code message`. */
export type ShellFinding = string;

export const SHELLCHECK = Object.freeze({ command: 'shellcheck', package: 'shellcheck' });

type Comment = { readonly line: number; readonly code: number; readonly message: string };

/** Beyond the defaults: a function in a condition runs without `set -e`, and a condition without an operator. */
const OPTIONAL_CHECKS = ['check-set-e-suppressed', 'avoid-nullary-conditions'];

/**
 * @param name how the text is called in findings
 * @param text of a script; its first line says which shell
 * @returns what is wrong, from warnings to questions of style; none when all is well
 * @throws Error when ShellCheck cannot be run or does not understand the file at all
 * @example shellcheck('x.sh', '#!/bin/sh\nrm $1\n')
 *   // ['x.sh:2 SC2086 Double quote to prevent globbing and word splitting.']
 */
export function shellcheck(name: string, text: string): readonly ShellFinding[] {
  const command = requireAptTool(SHELLCHECK);
  const args = ['--format=json1', '--severity=style', '--norc', `--enable=${OPTIONAL_CHECKS.join(',')}`, '-'];
  const { status, stdout, stderr } = spawnSync(command, args, { input: text, encoding: 'utf8' });
  // 0: nothing found, 1: something found; anything else is not about the script.
  if (status !== 0 && status !== 1) throw new Error(`shellcheck ended with ${status} on ${name}\n${stderr}${stdout}`);
  const { comments } = JSON.parse(stdout) as { readonly comments: readonly Comment[] };
  return comments.map(({ line, code, message }) => `${name}:${line} SC${code} ${message}`);
}
