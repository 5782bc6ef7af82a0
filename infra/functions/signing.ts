/** How this function signs URLs, by its variables: CloudFront's way, or the bucket's own where there is no CloudFront. */
import { S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { CALL_LIMITS } from './call-limits.ts';
import { type SignUrl, signForEdge, signForS3 } from './sign-url.ts';

export const signingVariables = {
  ASSETS_BUCKET: z.string().min(1),
  /** Absent where characters come from the bucket itself. */
  ASSETS_BASE_URL: z.url().optional(),
  SIGNING_KEY_PAIR_ID: z.string().min(1).optional(),
  /** Name of the parameter that holds the private key, as PEM. */
  SIGNING_KEY_PARAMETER: z.string().min(1).optional(),
};
type SigningVariables = z.output<z.ZodObject<typeof signingVariables>>;

export function signUrlBy(settings: SigningVariables): SignUrl {
  const { ASSETS_BUCKET, ASSETS_BASE_URL, SIGNING_KEY_PAIR_ID, SIGNING_KEY_PARAMETER } = settings;
  if (ASSETS_BASE_URL === undefined || SIGNING_KEY_PAIR_ID === undefined || SIGNING_KEY_PARAMETER === undefined) {
    // By the bucket's own host, which is the one that the page may ask (infra/delivery/security-headers.ts).
    return signForS3(new S3Client(CALL_LIMITS), ASSETS_BUCKET);
  }
  const findPrivateKey = parameterOnce(SIGNING_KEY_PARAMETER);
  return signForEdge({ baseUrl: ASSETS_BASE_URL, keyPairId: SIGNING_KEY_PAIR_ID, findPrivateKey });
}

/** Read once and kept: a key is changed by a deploy, which starts the functions anew. */
function parameterOnce(Name: string): () => Promise<string> {
  const client = new SSMClient(CALL_LIMITS);
  let value: Promise<string> | undefined;
  const read = async () => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    if (Parameter?.Value === undefined) throw new Error(`parameter ${Name} is empty`);
    return Parameter.Value;
  };
  return () => {
    value ??= read();
    value.catch(() => {
      value = undefined;
    });
    return value;
  };
}
