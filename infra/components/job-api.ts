import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { LOG_RETENTION_DAYS } from '../../hub/catalog/request-counts.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { ACCESS_LOG_FORMAT } from '../api/access-log-format.ts';
import { API_ENTRIES, type ApiEntry, ROUTES, type Route, routeSourceArn } from '../api/routes.ts';
import { INTEGRATION_TIMEOUT_MILLISECONDS, REQUEST_TIMEOUT_SECONDS } from '../api/time-limits.ts';
import type { CancelVariables } from '../functions/cancel.ts';
import type { GetVariables } from '../functions/get.ts';
import type { ListVariables } from '../functions/list.ts';
import type { QueueVariables } from '../functions/queue.ts';
import type { ResultVariables } from '../functions/result.ts';
import type { RetryVariables } from '../functions/retry.ts';
import type { SubmitVariables } from '../functions/submit.ts';
import type { UploadVariables } from '../functions/upload.ts';
import { API_STATEMENTS, type ApiResources } from '../permissions/function-permissions.ts';
import type { ApiEndpoint } from './api-endpoint.ts';
import { type FunctionEnvironment, HubFunction } from './hub-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export type JobApiArgs = {
  readonly plan: HubPlan;
  readonly endpoint: ApiEndpoint;
  /** Whose tokens it takes. */
  readonly issuerUrl: pulumi.Input<string>;
  /** For whom they must be made. */
  readonly audiences: pulumi.Input<readonly string[]>;
  readonly jobTable: JobTable;
  /** By name. */
  readonly jobQueues: Readonly<Record<string, JobQueue>>;
  readonly assetsBucket: { readonly id: pulumi.Input<string>; readonly arn: pulumi.Input<string> };
  /** How URLs of characters are signed; absent where the bucket itself delivers. */
  readonly signing?: UrlSigning | undefined;
  /** Where submits ask for instances; absent where no policy of the plan scales on submits. */
  readonly scaleQueue?: { readonly url: pulumi.Input<string>; readonly arn: pulumi.Input<string> } | undefined;
};

export type UrlSigning = {
  /** Host of the distribution. */
  readonly domainName: pulumi.Input<string>;
  readonly keyPairId: pulumi.Input<string>;
  readonly parameterName: pulumi.Input<string>;
  readonly parameterArn: pulumi.Input<string>;
};

/**
 * The HTTP API at which jobs are submitted and asked after. Every route wants a token.
 *
 * Players reach it through CloudFront, under the host that served the page: there is no cross-origin request, and no CORS
 * rule that could be too wide. CloudFront needs the API's own endpoint, which therefore stays; who calls that directly meets
 * the same authorizer and the same throttle.
 */
export class JobApi extends pulumi.ComponentResource {
  readonly apiId: pulumi.Output<string>;

  constructor(name: string, args: JobApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:api:JobApi', name, args, opts);
    const { plan, issuerUrl, audiences } = args;
    const { api } = args.endpoint;

    const functions = createFunctions(this, name, args);
    const authorizer = new aws.apigatewayv2.Authorizer(
      `${name}-authorizer`,
      {
        apiId: api.id,
        authorizerType: 'JWT',
        identitySources: ['$request.header.Authorization'],
        jwtConfiguration: { issuer: issuerUrl, audiences: pulumi.output(audiences).apply(names => [...names]) },
      },
      { parent: this },
    );
    for (const route of ROUTES) createRoute(this, name, route, { api, authorizer, target: functions[route.entry] });
    createStage(this, name, plan, api);

    this.apiId = api.id;
    this.registerOutputs({ apiId: this.apiId });
  }
}

function createFunctions(parent: JobApi, name: string, args: JobApiArgs): Record<ApiEntry, HubFunction> {
  const environments = environmentsOf(args);
  const resources = pulumi.output({
    tableArn: args.jobTable.tableArn,
    queueArns: args.plan.queues.map(queue => args.jobQueues[queue.name]!.arn),
    assetsBucketArn: args.assetsBucket.arn,
    ...(args.signing === undefined ? {} : { signingKeyParameterArn: args.signing.parameterArn }),
    ...(args.scaleQueue === undefined ? {} : { scaleQueueArn: args.scaleQueue.arn }),
  }) as pulumi.Output<ApiResources>;
  const create = (entry: ApiEntry) =>
    new HubFunction(
      `${name}-${entry}`,
      {
        entry,
        plan: args.plan,
        environment: environments[entry],
        statements: resources.apply(API_STATEMENTS[entry]),
        timeoutSeconds: REQUEST_TIMEOUT_SECONDS,
      },
      { parent },
    );
  return Object.fromEntries(API_ENTRIES.map(entry => [entry, create(entry)])) as Record<ApiEntry, HubFunction>;
}

/** Names and addresses; what a function decides by is in its plan. */
function environmentsOf({ plan, jobTable, jobQueues, assetsBucket, signing, scaleQueue }: JobApiArgs) {
  const queueUrls = Object.fromEntries(plan.queues.map(({ name }) => [name, jobQueues[name]!.url]));
  const table = { JOB_TABLE_NAME: jobTable.tableName };
  const queues = { QUEUE_URLS: pulumi.jsonStringify(queueUrls) };
  const bucket = { ASSETS_BUCKET: assetsBucket.id };
  const signs = {
    ...bucket,
    ASSETS_BASE_URL: signing && pulumi.interpolate`https://${signing.domainName}`,
    SIGNING_KEY_PAIR_ID: signing?.keyPairId,
    SIGNING_KEY_PARAMETER: signing?.parameterName,
  };
  return {
    submit: {
      ...table,
      ...queues,
      ...bucket,
      SCALE_QUEUE_URL: scaleQueue?.url,
    } satisfies FunctionEnvironment<SubmitVariables>,
    get: { ...table, ...signs } satisfies FunctionEnvironment<GetVariables>,
    list: { ...table, ...signs } satisfies FunctionEnvironment<ListVariables>,
    result: { ...table, ...signs } satisfies FunctionEnvironment<ResultVariables>,
    cancel: table satisfies FunctionEnvironment<CancelVariables>,
    retry: { ...table, ...queues } satisfies FunctionEnvironment<RetryVariables>,
    upload: bucket satisfies FunctionEnvironment<UploadVariables>,
    queue: { ...table, ...queues } satisfies FunctionEnvironment<QueueVariables>,
    unrouted: {},
  };
}

type RouteParts = {
  readonly api: aws.apigatewayv2.Api;
  readonly authorizer: aws.apigatewayv2.Authorizer;
  readonly target: HubFunction;
};

/** Method and path -> token -> function, which takes calls of this route alone. */
function createRoute(parent: JobApi, name: string, { entry, routeKey }: Route, parts: RouteParts): void {
  const { api, authorizer, target } = parts;
  const integration = new aws.apigatewayv2.Integration(
    `${name}-${entry}-integration`,
    {
      apiId: api.id,
      integrationType: 'AWS_PROXY',
      integrationUri: target.invokeArn,
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: INTEGRATION_TIMEOUT_MILLISECONDS,
    },
    { parent },
  );
  new aws.apigatewayv2.Route(
    `${name}-${entry}-route`,
    {
      apiId: api.id,
      routeKey,
      target: pulumi.interpolate`integrations/${integration.id}`,
      authorizationType: 'JWT',
      authorizerId: authorizer.id,
    },
    { parent },
  );
  new aws.lambda.Permission(
    `${name}-${entry}-invoke`,
    {
      action: 'lambda:InvokeFunction',
      function: target.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: api.executionArn.apply(executionArn => routeSourceArn(executionArn, routeKey)),
    },
    { parent },
  );
}

/** The one stage: what is deployed is what is declared, and it is throttled for all callers together. */
function createStage(
  parent: JobApi,
  name: string,
  { api: limits }: JobApiArgs['plan'],
  api: aws.apigatewayv2.Api,
): void {
  const accessLog = new aws.cloudwatch.LogGroup(
    `${name}-access-log`,
    { retentionInDays: LOG_RETENTION_DAYS },
    { parent },
  );
  new aws.apigatewayv2.Stage(
    `${name}-stage`,
    {
      apiId: api.id,
      name: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: limits.requestsPerSecondMax,
        throttlingBurstLimit: limits.burstCountMax,
      },
      accessLogSettings: { destinationArn: accessLog.arn, format: ACCESS_LOG_FORMAT },
    },
    { parent },
  );
}
