import type { FunctionEntry } from '../../infra/bundle/build-functions.ts';
import { startMoto } from './start-moto.ts';

let loadCount = 0;

/**
 * A function of infra/functions as Lambda would load it: a fresh module, wired by these variables and those that point the
 * AWS SDK at moto.
 */
export async function loadFunction<Answer>(
  entry: FunctionEntry,
  variables: Readonly<Record<string, string>>,
): Promise<(event: unknown) => Promise<Answer>> {
  Object.assign(process.env, (await startMoto()).variables, variables);
  loadCount += 1;
  const { handler } = (await import(`../../infra/functions/${entry}.ts?test=${loadCount}`)) as {
    handler: (event: unknown) => Promise<Answer>;
  };
  return handler;
}
