/**
 * Where Pulumi enters: `pulumi preview --policy-pack infra/policy-pack`. It is JavaScript because Pulumi loads a pack by
 * `require`, which finds no `.ts`; from here on Node runs TypeScript itself.
 */
import { PolicyPack } from '@pulumi/policy';
import { ASSET_HUB_POLICIES } from './asset-hub-policies.ts';

new PolicyPack('asset-hub', { policies: [...ASSET_HUB_POLICIES] });
