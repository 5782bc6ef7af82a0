/** The fleets and what they stand on, as a program of its own, so that tests can vary its plan. */
import * as aws from '@pulumi/aws';
import { readStackPlan } from '../config/read-stack-plan.ts';
import { checkDeployable } from '../fleet/check-deployable.ts';
import { AssetStore } from './asset-store.ts';
import { Fleet } from './fleet.ts';
import { Images } from './images.ts';
import { JobQueue } from './job-queue.ts';
import { JobTable } from './job-table.ts';
import { Network } from './network.ts';

const stackPlan = readStackPlan();
checkDeployable(stackPlan);
const { plan } = stackPlan;
const onAws = { providers: { aws: new aws.Provider('aws', { region: plan.region }) } };

const network = new Network('network', { plan }, onAws);
const images = new Images('images', { plan }, onAws);
const assetStore = new AssetStore('store', { plan }, onAws);
const jobTable = new JobTable('jobs', { plan }, onAws);
const jobQueues = Object.fromEntries(
  plan.queues.map(queue => [queue.name, new JobQueue(queue.name, { queue }, onAws)]),
);
const fleets = plan.fleets.map(
  fleet => new Fleet(fleet.name, { plan, fleet, network, jobQueues, jobTable, assetStore, images }, onAws),
);

export const groupNames = fleets.flatMap(({ baseGroupName, burstGroupName }) => [baseGroupName, burstGroupName]);
