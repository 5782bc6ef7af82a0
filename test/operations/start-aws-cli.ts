/** The AWS CLI against moto. It is version 1, which PyPI has; services, operations and options are those of version 2. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonPath } from '../moto/python-environment.ts';
import { startMoto } from '../moto/start-moto.ts';
import type { Answer } from './program.ts';

export type AwsCli = {
  /** What the page types after `aws`. One at a time; a second one waits. */
  readonly run: (args: readonly string[]) => Promise<Answer>;
  /**
   * A call beside the page, to prepare or to look.
   *
   * @throws Error with what AWS said
   * @example await cli.call('sqs', 'get_queue_url', { QueueName: 'x' })
   */
  readonly call: (service: string, operation: string, parameters: object) => Promise<Record<string, unknown>>;
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
  const output = child.stdout as unknown as Socket;
  const input = child.stdin as unknown as Socket;
  // It ends when its input does, which is when this process ends; it keeps this from ending only while it is asked.
  for (const each of [child, input, output]) each.unref();
  const lines = createInterface(child.stdout);
  const end = once(child, 'exit').then(([code]) => {
    throw new Error(`the AWS CLI ended with ${code}`);
  });
  end.catch(() => {});
  const ask = async (question: readonly unknown[]): Promise<unknown> => {
    output.ref();
    const line = once(lines, 'line').then(([text]) => text as string);
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = await Promise.race([line, end]);
    output.unref();
    return JSON.parse(answer);
  };
  let last: Promise<unknown> = Promise.resolve();
  const askInTurn = (question: readonly unknown[]): Promise<unknown> => (last = last.then(() => ask(question)));
  return {
    run: async args => (await askInTurn(args)) as Answer,
    call: async (...call) => {
      const answer = (await askInTurn(call)) as Record<string, unknown>;
      if (typeof answer.error === 'string') throw new Error(answer.error);
      return answer;
    },
  };
}
