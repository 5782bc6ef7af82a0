import * as z from 'zod';
import { HubError } from './errors.ts';

/** Text of JSON -> the value it stands for, as `schema` wants it. */
export const jsonText = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** Text of a number >= 0. An empty text is none. */
export const numberText = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number >= 0')
  .transform(Number);

/**
 * A program's settings from its environment variables, checked once, before its first work.
 *
 * @param program `the function`
 * @throws HubError that names every variable that is missing or wrong
 * @example readVariables(z.object({ JOB_TABLE_NAME: z.string() }), { JOB_TABLE_NAME: 'jobs' }, 'the function')
 *   // { JOB_TABLE_NAME: 'jobs' }
 */
export function readVariables<Schema extends z.ZodType>(
  schema: Schema,
  variables: Readonly<Record<string, string | undefined>>,
  program: string,
): z.output<Schema> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: [name, ...inside], message }) => {
    const seen = variables[String(name)];
    if (seen === undefined) return `${String(name)} is missing`;
    return `${[name, ...inside].map(String).join('.')}: ${message} (saw ${seen})`;
  });
  throw new HubError('CONFIG_INVALID', `environment variables of ${program}: ${faults.join('; ')}`, {
    hint: 'the Pulumi program sets them: deploy again, or set them where it is started by hand',
  });
}
