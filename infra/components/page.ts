import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { userPoolClientOf } from '../api/user-pool.ts';
import { fileHeadersOf } from '../page/file-headers.ts';
import { PAGE_CONFIG_KEY, pageConfigOf } from '../page/page-config.ts';
import type { SignIn } from './sign-in.ts';

export type PageArgs = {
  readonly plan: Pick<HubPlan, 'access'>;
  readonly signIn: SignIn;
  /** Where the page's files lie. */
  readonly bucket: { readonly id: pulumi.Input<string> };
  /** Every host under which players find the page. */
  readonly domainNames: readonly pulumi.Input<string>[];
};

/**
 * The submitters' page, as far as a deploy knows it: who it is to the issuer of its tokens, and what it is told at its start.
 * Its files are put beside that by `npm run web:push`, by each release.
 */
export class Page extends pulumi.ComponentResource {
  /** What the page is called at the issuer. */
  readonly clientId: pulumi.Output<string>;
  /** For whom tokens must be made that the API takes. */
  readonly audiences: pulumi.Output<string[]>;

  constructor(name: string, args: PageArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:page:Page', name, args, opts);
    const { access } = args.plan;
    const { issuerUrl, userPoolId } = args.signIn;

    if (userPoolId === undefined) {
      this.clientId = pulumi.output(access.pageClientId ?? access.audiences[0]!);
      this.audiences = pulumi.output(access.audiences);
    } else {
      this.clientId = createClient(this, name, args, userPoolId);
      this.audiences = pulumi.all([this.clientId]);
    }
    const config = pulumi
      .all([issuerUrl, this.clientId])
      .apply(([issuer, clientId]) =>
        JSON.stringify(pageConfigOf({ issuerUrl: issuer, clientId, scopes: access.pageScopes })),
      );
    new aws.s3.BucketObjectv2(
      `${name}-config`,
      { bucket: args.bucket.id, key: PAGE_CONFIG_KEY, content: config, ...fileHeadersOf(PAGE_CONFIG_KEY) },
      { parent: this },
    );
    this.registerOutputs({ clientId: this.clientId, audiences: this.audiences });
  }
}

/** Tokens go to the page's own addresses, and nowhere else. */
function createClient(
  parent: Page,
  name: string,
  { plan, domainNames }: PageArgs,
  userPoolId: pulumi.Output<string>,
): pulumi.Output<string> {
  const addresses = domainNames.map(domainName => pulumi.interpolate`https://${domainName}/`);
  const client = new aws.cognito.UserPoolClient(
    `${name}-client`,
    { ...userPoolClientOf(plan.access.pageScopes), userPoolId, callbackUrls: addresses, logoutUrls: addresses },
    { parent },
  );
  return client.id;
}
