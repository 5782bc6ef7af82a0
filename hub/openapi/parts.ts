/** The parts of an OpenAPI 3.1 document that this API uses (OpenAPI Specification 3.1.1, 2024-10 [H]). */
import * as z from 'zod';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export const refTo = (place: 'schemas' | 'headers' | 'parameters', name: string): JsonObject => ({
  $ref: `#/components/${place}/${name}`,
});

/** What a client has to send. Unknown fields are refused, and the schema says so. */
export const requestSchema = (schema: z.ZodType): JsonObject => jsonSchema(schema, 'input');

/** What a client gets. Fields may be added later, so the schema allows for some that it does not name. */
export const answerSchema = (schema: z.ZodType): JsonObject => jsonSchema(schema, 'output');

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    override: ({ jsonSchema: made }) => {
      if (io === 'output' && made.additionalProperties === false) delete made.additionalProperties;
      // The pattern is one of many that JSON Schema's own format names, and 400 letters long.
      if (made.format === 'date-time') delete made.pattern;
    },
  });
  return rest as JsonObject;
}
