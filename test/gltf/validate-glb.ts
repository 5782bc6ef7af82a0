/** Khronos' own validator, which has no types. */
// @ts-expect-error
import * as validator from 'gltf-validator';

type Report = {
  readonly issues: {
    readonly numErrors: number;
    readonly numWarnings: number;
    readonly messages: readonly { readonly code: string; readonly message: string; readonly severity: number }[];
  };
};

/** What it finds fault with: errors (severity 0) and warnings (1), in words. */
export async function glbFaults(bytes: Uint8Array): Promise<readonly string[]> {
  const { issues }: Report = await validator.validateBytes(bytes);
  return issues.messages.filter(({ severity }) => severity <= 1).map(({ code, message }) => `${code}: ${message}`);
}
