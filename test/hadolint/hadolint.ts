/** hadolint (hadolint/hadolint, from PyPI) on a Dockerfile's text, as findings that a test can compare. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pythonPath } from '../moto/python-environment.ts';

/** `name:line code message`. */
export type DockerFinding = string;

type Finding = { readonly line: number; readonly code: string; readonly message: string };

/**
 * @returns what is wrong, from errors to questions of style; none when all is well
 * @throws Error when hadolint cannot be run
 * @example await hadolint('Dockerfile', 'FROM scratch:latest\n')   // ['Dockerfile:1 DL3007 Using latest is prone to errors ...']
 */
export async function hadolint(name: string, text: string): Promise<readonly DockerFinding[]> {
  const command = join(dirname(await pythonPath()), 'hadolint');
  // --no-fail: findings are no failure of hadolint. `-`: standard input; an empty configuration, so that no file of the
  // machine changes what is found.
  const args = ['--no-fail', '--format', 'json', '--config', '/dev/null', '-'];
  const { status, stdout, stderr } = spawnSync(command, args, { input: text, encoding: 'utf8' });
  if (status !== 0) throw new Error(`hadolint ended with ${status} on ${name}\n${stderr}${stdout}`);
  return (JSON.parse(stdout) as readonly Finding[]).map(
    ({ line, code, message }) => `${name}:${line} ${code} ${message}`,
  );
}
