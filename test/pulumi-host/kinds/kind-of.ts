/** Finds what the providers would answer for a type of resource. */
import { COMPUTE_KINDS } from './compute-kinds.ts';
import { DATA_KINDS } from './data-kinds.ts';
import { EDGE_KINDS } from './edge-kinds.ts';
import { MESSAGING_KINDS } from './messaging-kinds.ts';
import type { ResourceKind } from './resource-kind.ts';
import { vpcOutputs } from './vpc-outputs.ts';

/** Obviously no key, so that nobody mistakes a record for a leak. */
const NO_KEY = 'a record holds no key';

export const KINDS: Readonly<Record<string, ResourceKind>> = {
  ...COMPUTE_KINDS,
  ...DATA_KINDS,
  ...EDGE_KINDS,
  ...MESSAGING_KINDS,
  'awsx:ec2:Vpc': { idOf: () => '', outputsOf: vpcOutputs },
  'tls:index/privateKey:PrivateKey': {
    idOf: ({ hash }) => hash.slice(0, 40),
    outputsOf: () => ({
      privateKeyPem: pem('RSA PRIVATE KEY'),
      privateKeyPemPkcs8: pem('PRIVATE KEY'),
      publicKeyPem: pem('PUBLIC KEY'),
    }),
  },
};

/** Any type has an id; only what is in the tables has the outputs that other resources may read. */
export function kindOf(type: string): ResourceKind {
  return KINDS[type] ?? { idOf: ({ hash }) => hash.slice(0, 17), outputsOf: () => ({}) };
}

function pem(label: string): string {
  return `-----BEGIN ${label}-----\n${NO_KEY}\n-----END ${label}-----\n`;
}
