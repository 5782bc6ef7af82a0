import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { signInDomainPrefix, signInOriginOf } from '../api/sign-in-domain.ts';
import { USER_POOL } from '../api/user-pool.ts';

export type SignInArgs = {
  readonly plan: Pick<HubPlan, 'stack' | 'region' | 'access' | 'storage'>;
};

/**
 * Who says who somebody is: the issuer that the stack names, or a user pool of the hub's own and the host at which it asks for
 * passwords.
 *
 * It is made before the distribution, whose headers tell the page whom it may ask for tokens. The page itself becomes known
 * to the pool later, when it has an address: see `Page`.
 */
export class SignIn extends pulumi.ComponentResource {
  /** As it stands in the tokens. */
  readonly issuerUrl: pulumi.Output<string>;
  /** Where the page sends requests to sign its player in, as `https://login.example.com`. */
  readonly origins: pulumi.Output<string[]>;
  /** Of the hub's own; absent where the stack names another issuer. */
  readonly userPoolId?: pulumi.Output<string>;

  constructor(name: string, args: SignInArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:api:SignIn', name, args, opts);
    const { access } = args.plan;
    if (access.issuerUrl === undefined) {
      const { id, endpoint, origin } = createUserPool(this, name, args.plan);
      this.userPoolId = id;
      this.issuerUrl = pulumi.interpolate`https://${endpoint}`;
      this.origins = pulumi.all([this.issuerUrl.apply(originOf), origin]);
    } else {
      this.issuerUrl = pulumi.output(access.issuerUrl);
      this.origins = pulumi.output([...new Set([originOf(access.issuerUrl), ...access.signInOrigins])]);
    }
    this.registerOutputs({ issuerUrl: this.issuerUrl, origins: this.origins, userPoolId: this.userPoolId });
  }
}

const originOf = (url: string): string => new URL(url).origin;

/** Its accounts are data: without them a job has no owner. */
function createUserPool(parent: SignIn, name: string, { stack, region, storage }: SignInArgs['plan']) {
  const { protect } = storage;
  const pool = new aws.cognito.UserPool(
    `${name}-players`,
    { ...USER_POOL, deletionProtection: protect ? 'ACTIVE' : 'INACTIVE' },
    { parent, protect, retainOnDelete: protect },
  );
  const domain = new aws.cognito.UserPoolDomain(
    `${name}-domain`,
    {
      userPoolId: pool.id,
      domain: pool.id.apply(id => signInDomainPrefix(stack, id)),
      // The pages that the Lite plan has; the newer ones want a dearer one (Cognito guide, "User pool feature plans" [H]).
      managedLoginVersion: 1,
    },
    { parent },
  );
  const origin = domain.domain.apply(prefix => signInOriginOf(prefix, region));
  return { id: pool.id, endpoint: pool.endpoint, origin };
}
