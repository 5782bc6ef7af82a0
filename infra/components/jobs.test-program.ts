/** The part of the hub that a job passes through, as a program of its own, so that tests can vary its plan. */
import * as aws from '@pulumi/aws';
import { readStackPlan } from '../config/read-stack-plan.ts';
import { ApiEndpoint } from './api-endpoint.ts';
import { AssetStore } from './asset-store.ts';
import { JobApi } from './job-api.ts';
import { JobQueue } from './job-queue.ts';
import { JobTable } from './job-table.ts';
import { Page } from './page.ts';
import { SignIn } from './sign-in.ts';
import { StatusEvents } from './status-events.ts';

const { plan } = readStackPlan();
const onAws = { providers: { aws: new aws.Provider('aws', { region: plan.region }) } };

const jobTable = new JobTable('jobs', { plan }, onAws);
const assetStore = new AssetStore('store', { plan }, onAws);
const jobQueues = Object.fromEntries(
  plan.queues.map(queue => [queue.name, new JobQueue(queue.name, { queue }, onAws)]),
);
const statusEvents = new StatusEvents('status', { plan, assetStore, jobTable, jobQueues }, onAws);
const endpoint = new ApiEndpoint('endpoint', onAws);
const signing = {
  domainName: 'd111111abcdef8.cloudfront.net',
  keyPairId: 'K1',
  parameterName: 'signing-key',
  parameterArn: 'arn:aws:ssm:us-east-1:123456789012:parameter/signing-key',
};
const { assetsBucket, pageBucket } = assetStore;
const signIn = new SignIn('sign-in', { plan }, onAws);
const domainNames = ['hub.example.com', signing.domainName];
const page = new Page('page', { plan, signIn, bucket: pageBucket, domainNames }, onAws);
const { issuerUrl } = signIn;
const { clientId, audiences } = page;
new JobApi('api', { plan, endpoint, issuerUrl, audiences, jobTable, jobQueues, assetsBucket, signing }, onAws);

export const lostEventsQueueName = statusEvents.lostEventsQueueName;
export const apiDomainName = endpoint.domainName;
export { clientId, issuerUrl };
export const signInOrigins = signIn.origins;
