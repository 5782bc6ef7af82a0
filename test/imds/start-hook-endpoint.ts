/**
 * An endpoint for the lifecycle calls of Auto Scaling, which moto does not have: it writes down what the SDK sends over real
 * HTTP, and answers as the test says.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HookEndpoint = {
  readonly endpoint: string;
  /** Parameters of each call, as the Query protocol has them. */
  readonly calls: Readonly<Record<string, string>>[];
  /** Answers to come, the first first: an error's code and message. Without any, a call is taken. */
  readonly refusals: { readonly code: string; readonly message: string }[];
};

export async function startHookEndpoint(): Promise<HookEndpoint> {
  const calls: Readonly<Record<string, string>>[] = [];
  const refusals: { readonly code: string; readonly message: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const call = Object.fromEntries(new URLSearchParams(body));
    calls.push(call);
    const refusal = refusals.shift();
    response.writeHead(refusal === undefined ? 200 : 400, { 'Content-Type': 'text/xml' });
    const id = '<RequestId>0</RequestId>';
    response.end(
      refusal === undefined
        ? `<${call.Action}Response><${call.Action}Result/><ResponseMetadata>${id}</ResponseMetadata></${call.Action}Response>`
        : `<ErrorResponse><Error><Type>Sender</Type><Code>${refusal.code}</Code><Message>${refusal.message}</Message></Error>${id}</ErrorResponse>`,
    );
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, refusals };
}
