/** The AWS CLI against moto. It is version 1, which PyPI has; services, operations and options are those of version 2. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonPath } from '../moto/python-environment.ts';
import { startMoto } from '../moto/start-moto.ts';
import type { Answer } from './program.ts';

export type AwsCli = {
  /** One command at a time; a second one waits. */
  readonly run: (args: readonly string[]) => Promise<Answer>;
  /**
   * What a command that must succeed prints.
   *
   * @throws Error with what the CLI said
   */
  readonly output: (...args: readonly string[]) => Promise<string>;
  readonly stop: () => void;
};

/** @param folder where relative names of files begin */
export async function startAwsCli(folder: string): Promise<AwsCli> {
  const { endpoint, variables } = await startMoto();
  const program = join(import.meta.dirname, 'aws-cli.py');
  const child = spawn(await pythonPath(), [program, endpoint], {
    cwd: folder,
    env: {
      ...variables,
      // What version 1 reads for AWS_REGION; and nothing of the person who runs the tests.
      AWS_DEFAULT_REGION: variables.AWS_REGION,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      // What moto lacks, it lacks the second time, too.
      AWS_MAX_ATTEMPTS: '1',
      PATH: process.env.PATH,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const end = once(child, 'exit').then(([code]) => {
    throw new Error(`the AWS CLI ended with ${code}`);
  });
  end.catch(() => {});
  const ask = async (args: readonly string[]): Promise<Answer> => {
    const line = once(lines, 'line').then(([text]) => text as string);
    child.stdin.write(`${JSON.stringify(args)}\n`);
    return JSON.parse(await Promise.race([line, end])) as Answer;
  };
  let last: Promise<unknown> = Promise.resolve();
  const run = (args: readonly string[]): Promise<Answer> => {
    const answer = last.then(() => ask(args));
    last = answer;
    return answer;
  };
  return {
    run,
    output: async (...args) => {
      const { exitCode, stdout, stderr } = await run(args);
      if (exitCode !== 0) throw new Error(`aws ${args.join(' ')}: ${stderr.trim()}`);
      return stdout.trim();
    },
    stop: () => {
      lines.close();
      child.kill();
    },
  };
}
