/** Programs that a shell finds on its PATH and this process answers for. */
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Answer, type Program, refuses } from './program.ts';

/**
 * @param folder gets one command per program; to be put first on the PATH
 * @param programs by the name they are called by
 * @returns variables for the environment of the shell
 */
export async function startStandIns(
  folder: string,
  programs: Readonly<Record<string, Program>>,
): Promise<Readonly<Record<string, string>>> {
  mkdirSync(folder);
  for (const name of Object.keys(programs)) symlinkSync(join(import.meta.dirname, 'stand-in.sh'), join(folder, name));
  const server = createServer(async (request, response) => response.end(wireText(await answerTo(request, programs))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { STAND_INS: `http://127.0.0.1:${port}` };
}

async function answerTo(request: IncomingMessage, programs: Readonly<Record<string, Program>>): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [input = '', ...args] = Buffer.concat(chunks).toString().split('\0').slice(0, -1);
  try {
    return await programs[request.url!.slice(1)]!({ args, input });
  } catch (error) {
    return refuses(`the stand-in broke: ${(error as Error).stack}`, 70);
  }
}

/** Two lines that bash can read, then the output as it is. */
function wireText({ exitCode, stdout, stderr }: Answer): string {
  return `${exitCode}\n${Buffer.from(stderr).toString('base64')}\n${stdout}`;
}
