/**
 * The hub, from a prompt to a character on its player's screen:
 *
 *     player -> CloudFront -> API -> submit -> table + first queue -> fleet (base + burst) -> assets bucket
 *                    ^                              ^                                             |
 *                    |                              +------- next queue <- advance <- event <-----+
 *                    +------------------------------------------------- signed URL of the result
 *
 * Everything that can be chosen stands in Pulumi.<stack>.yaml. The program plays the plan before it builds it, and says
 * what a character will cost.
 */
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { scalesOnSubmit } from '../hub/plan/scales-on-submit.ts';
import { ApiEndpoint } from './components/api-endpoint.ts';
import { AssetStore } from './components/asset-store.ts';
import { CapacityPlan } from './components/capacity-plan.ts';
import { Delivery } from './components/delivery.ts';
import { Fleet } from './components/fleet.ts';
import { HubBudget } from './components/hub-budget.ts';
import { Images } from './components/images.ts';
import { JobApi } from './components/job-api.ts';
import { JobQueue } from './components/job-queue.ts';
import { JobTable } from './components/job-table.ts';
import { Network } from './components/network.ts';
import { Observability } from './components/observability.ts';
import { Page } from './components/page.ts';
import { ScaleOnSubmit } from './components/scale-on-submit.ts';
import { SignIn } from './components/sign-in.ts';
import { StatusEvents } from './components/status-events.ts';
import { Upkeep } from './components/upkeep.ts';
import { hubTags } from './config/hub-tags.ts';
import { readStackPlan } from './config/read-stack-plan.ts';
import { checkDeployable } from './fleet/check-deployable.ts';
import { gateDeploy } from './preview/gate-deploy.ts';
import { writePlainStackTraces } from './preview/plain-stack-traces.ts';
import { predict } from './preview/predict.ts';

writePlainStackTraces();

// 1. What shall be, and what it will cost.
const stackPlan = readStackPlan();
const { plan } = stackPlan;
checkDeployable(stackPlan);
const prediction = await predict(plan);
gateDeploy(stackPlan, prediction);
new CapacityPlan('capacity-plan', prediction);

const provider = new aws.Provider('aws', { region: plan.region, defaultTags: { tags: hubTags(plan.stack) } });
const onAws = { providers: { aws: provider } };

// 2. What jobs are made of: their record, their files, and a queue for each part of the way.
const jobTable = new JobTable('jobs', { plan }, onAws);
const assetStore = new AssetStore('store', { plan }, onAws);
const jobQueues = Object.fromEntries(
  plan.queues.map(queue => [queue.name, new JobQueue(queue.name, { queue }, onAws)]),
);

// 3. Who does the work.
const network = new Network('network', { plan }, onAws);
const images = new Images('images', { plan }, onAws);
const fleets = plan.fleets.map(
  fleet => new Fleet(fleet.name, { plan, fleet, network, jobQueues, jobTable, assetStore, images }, onAws),
);
const groups = fleets.flatMap(fleet => fleet.groups);
const scaleQueue = scalesOnSubmit(plan)
  ? new ScaleOnSubmit('scaling', { plan, jobTable, jobQueues, groups }, onAws).queue
  : undefined;
const statusEvents = new StatusEvents('status-events', { plan, assetStore, jobTable, jobQueues, scaleQueue }, onAws);
new Upkeep('upkeep', { plan, assetStore, jobTable, jobQueues, groups }, onAws);

// 4. How players reach it.
const signIn = new SignIn('sign-in', { plan }, onAws);
const endpoint = new ApiEndpoint('endpoint', onAws);
const { assetsBucket: bucket, pageBucket } = assetStore;
const { signing, domainName, domainNames } = new Delivery(
  'delivery',
  { plan, assetStore, apiDomainName: endpoint.domainName, signInOrigins: signIn.origins },
  onAws,
);
const { clientId, audiences } = new Page('page', { plan, signIn, bucket: pageBucket, domainNames }, onAws);
const { issuerUrl } = signIn;
const jobApi = new JobApi(
  'api',
  { plan, endpoint, issuerUrl, audiences, jobTable, jobQueues, assetsBucket: bucket, signing, scaleQueue },
  onAws,
);

// 5. Who watches it, and what it may cost.
const { lostEventsQueueName } = statusEvents;
const observability = new Observability(
  'observability',
  { plan, jobQueues, fleets, lostEventsQueueName, apiId: jobApi.apiId, prediction },
  onAws,
);
new HubBudget('budget', { plan, alarmTopicArn: observability.alarmTopicArn }, onAws);

// 6. What a person wants to know afterwards.
export const url = pulumi.interpolate`https://${domainName}`;
export const page = { bucket: pageBucket.id, region: plan.region, url };
export const userPool = { id: signIn.userPoolId, clientId, issuerUrl };
export const jobTableName = jobTable.tableName;
export const assetsBucket = assetStore.assetsBucket.id;
export const workerRepositoryUrl = images.repositoryUrl;
export const queueUrls = Object.fromEntries(
  Object.entries(jobQueues).map(([name, { url: queueUrl, deadLetterUrl }]) => [name, { url: queueUrl, deadLetterUrl }]),
);
export const { alarmTopicArn } = observability;
export const dashboardName = observability.dashboardName ?? null;
export const predictedCostUsdPerCharacter = prediction.costUsdPerCharacter;
export const predictedWaitSecondsP95 = prediction.waitSecondsP95;
export const predictedTurnaroundSecondsP95 = prediction.turnaroundSecondsP95;
export const predictedColdStartRatio = prediction.coldStartRatio;
