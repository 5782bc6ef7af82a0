import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import * as tls from '@pulumi/tls';

/**
 * The first signs; CloudFront honours all of them. To change the key without refusing a URL somebody holds, deploy three
 * times: append a name; put it first; once the URLs signed with the old one have run out, remove that.
 */
const SIGNING_KEY_NAMES = ['key-1'] as const satisfies readonly [string, ...string[]];

type SigningKey = { readonly keyPairId: pulumi.Output<string>; readonly parameter: aws.ssm.Parameter };

/**
 * Key pairs with which the hub signs the URLs of characters, and the group of those that CloudFront trusts.
 *
 * They are made here and not by hand, so that no private key was ever on somebody's disk. The price is that it lies in
 * Pulumi's state, encrypted with the stack's secrets provider, like every secret there; who can decrypt the state can sign.
 * At run time it is read from Parameter Store, encrypted under the account's own key for it, which costs nothing. Each key
 * has a parameter of its own: key and id change together, whichever a function has read.
 */
export class SigningKeys extends pulumi.ComponentResource {
  readonly keyGroupId: pulumi.Output<string>;
  /** Of the key that signs: `Key-Pair-Id` in a URL. */
  readonly keyPairId: pulumi.Output<string>;
  /** Holds the private key that belongs to it, as PEM. */
  readonly parameterName: pulumi.Output<string>;
  readonly parameterArn: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:delivery:SigningKeys', name, {}, opts);

    const [first, ...others] = SIGNING_KEY_NAMES;
    const signing = createKey(this, `${name}-${first}`);
    const honoured = [signing, ...others.map(other => createKey(this, `${name}-${other}`))];
    const group = new aws.cloudfront.KeyGroup(
      `${name}-trusted`,
      { items: honoured.map(key => key.keyPairId) },
      { parent: this },
    );

    this.keyGroupId = group.id;
    this.keyPairId = signing.keyPairId;
    this.parameterName = signing.parameter.name;
    this.parameterArn = signing.parameter.arn;
    this.registerOutputs({
      keyGroupId: this.keyGroupId,
      keyPairId: this.keyPairId,
      parameterName: this.parameterName,
      parameterArn: this.parameterArn,
    });
  }
}

/** CloudFront takes RSA keys of 2,048 bits for signed URLs, and no longer ones (CloudFront developer guide, 2023-06 [H]). */
function createKey(parent: SigningKeys, name: string): SigningKey {
  const pair = new tls.PrivateKey(`${name}-pair`, { algorithm: 'RSA', rsaBits: 2048 }, { parent });
  const publicKey = new aws.cloudfront.PublicKey(`${name}-public`, { encodedKey: pair.publicKeyPem }, { parent });
  const parameter = new aws.ssm.Parameter(
    `${name}-private`,
    { type: 'SecureString', value: pair.privateKeyPem, description: 'Signs the URLs of characters' },
    { parent },
  );
  return { keyPairId: publicKey.id, parameter };
}
