/** The part of the hub that players and workers stand on, as a program of its own, so that tests can vary its plan. */
import * as aws from '@pulumi/aws';
import { readStackPlan } from '../config/read-stack-plan.ts';
import { AssetStore } from './asset-store.ts';
import { Delivery } from './delivery.ts';
import { Images } from './images.ts';
import { Network } from './network.ts';

const { plan } = readStackPlan();
const onAws = { providers: { aws: new aws.Provider('aws', { region: plan.region }) } };

const network = new Network('network', { plan }, onAws);
new Images('images', { plan }, onAws);
const assetStore = new AssetStore('store', { plan }, onAws);
const signInOrigins = ['https://login.example.com', 'https://tokens.example.com'];
const apiDomainName = 'api.example.com';
const delivery = new Delivery('delivery', { plan, assetStore, apiDomainName, signInOrigins }, onAws);

export const workerSubnetIds = network.workerSubnetIds;
export const domainName = delivery.domainName;
export const keyPairId = delivery.signing?.keyPairId;
export const signingKeyParameterName = delivery.signing?.parameterName;
