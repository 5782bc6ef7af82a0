/** A model's contract as a file says it. Apart from its checks: the model host starts sooner without a schema library. */
import { z } from 'zod';
import { ELEMENT_TYPES } from '../onnx/elements.ts';
import type { ModelContract } from './model-contract.ts';

const elementType = z.enum(ELEMENT_TYPES, `must be one of ${ELEMENT_TYPES.join(', ')}`);

const tensorContractSchema = z.strictObject({
  name: z.string().min(1),
  type: z.union([elementType, z.array(elementType).min(1)], `must be one or several of ${ELEMENT_TYPES.join(', ')}`),
  dims: z.array(z.union([z.int().min(0), z.string().min(1)], 'must be a length or the name of one')),
  mayBeNonFinite: z.boolean().optional(),
});

export const modelContractSchema: z.ZodType<ModelContract> = z.strictObject({
  inputs: z.array(tensorContractSchema),
  outputs: z.array(tensorContractSchema).min(1),
});
