import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { FUNCTION_MEMORY_MEGABYTES, LOG_RETENTION_DAYS } from '../../hub/catalog/request-counts.ts';
import { functionPlanOf } from '../../hub/plan/function-plan.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Seconds } from '../../hub/units.ts';
import type { FunctionEntry } from '../bundle/build-functions.ts';
import { bundleFunction } from '../bundle/bundle-function.ts';
import { codeFile } from '../bundle/code-file.ts';
import { PLAN_FILE_NAME } from '../functions/plan-file-name.ts';
import { logStatements } from '../permissions/function-permissions.ts';
import { policyDocument, type Statement, trustDocument } from '../permissions/statement.ts';

/** A function's variables, as its own schema names them. */
export type FunctionEnvironment<Variables> = {
  readonly [Name in keyof Variables]: undefined extends Variables[Name]
    ? pulumi.Input<string> | undefined
    : pulumi.Input<string>;
};

export type HubFunctionArgs = {
  /** Which function of infra/functions it runs. */
  readonly entry: FunctionEntry;
  /** One that is undefined is not set. */
  readonly environment: Readonly<Record<string, pulumi.Input<string> | undefined>>;
  /** It decides by its part of it, which stands beside its code. */
  readonly plan: HubPlan;
  /** What its code may call, and nothing else; writing its own log is added here. */
  readonly statements: pulumi.Input<readonly Statement[]>;
  readonly timeoutSeconds: Seconds;
};

/**
 * One function of the hub, with a role and a log group of its own.
 *
 * No concurrency is reserved: it would be taken from the account's other functions, and the stage already bounds requests.
 * X-Ray is not asked for: HTTP APIs do not start traces, and each would cost; `PassThrough` keeps what a caller started.
 */
export class HubFunction extends pulumi.ComponentResource {
  readonly functionArn: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  readonly invokeArn: pulumi.Output<string>;

  constructor(name: string, args: HubFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:functions:HubFunction', name, args, opts);

    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log`,
      { retentionInDays: LOG_RETENTION_DAYS },
      { parent: this },
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      { assumeRolePolicy: trustDocument('lambda.amazonaws.com') },
      { parent: this },
    );
    const permissions = new aws.iam.RolePolicy(
      `${name}-permissions`,
      {
        role: role.name,
        policy: pulumi
          .all([args.statements, logGroup.arn])
          .apply(([statements, logGroupArn]) => policyDocument([...statements, ...logStatements(logGroupArn)])),
      },
      { parent: this },
    );
    const lambda = new aws.lambda.Function(
      `${name}-function`,
      {
        architectures: ['arm64'],
        runtime: aws.lambda.Runtime.NodeJS24dX,
        handler: 'index.handler',
        code: new pulumi.asset.AssetArchive({
          'index.mjs': codeAsset(args.entry),
          [PLAN_FILE_NAME]: new pulumi.asset.StringAsset(JSON.stringify(functionPlanOf(args.plan))),
        }),
        memorySize: FUNCTION_MEMORY_MEGABYTES,
        timeout: args.timeoutSeconds,
        environment: { variables: given(args.environment) },
        role: role.arn,
        loggingConfig: {
          logFormat: 'JSON',
          logGroup: logGroup.name,
          applicationLogLevel: 'INFO',
          // Lambda's lines about calls that went well cost more to store than the calls; their times are free metrics.
          systemLogLevel: 'WARN',
        },
        tracingConfig: { mode: 'PassThrough' },
      },
      // Never called before it may do its work.
      { parent: this, dependsOn: [permissions] },
    );

    this.functionArn = lambda.arn;
    this.functionName = lambda.name;
    this.invokeArn = lambda.invokeArn;
    this.registerOutputs({
      functionArn: this.functionArn,
      functionName: this.functionName,
      invokeArn: this.invokeArn,
    });
  }
}

function codeAsset(entry: FunctionEntry): pulumi.asset.Asset {
  const { code } = bundleFunction(entry);
  const file = codeFile(code);
  return file === undefined ? new pulumi.asset.StringAsset(code) : new pulumi.asset.FileAsset(file);
}

const given = (environment: HubFunctionArgs['environment']): Record<string, pulumi.Input<string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
