import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { CHECKPOINT_TAG } from '../../hub/job/checkpoint-tag.ts';
import { check } from '../../test/kit/check.ts';
import { assetRules, type LifecycleRule, pageRules } from './lifecycle-rules.ts';

type StoredObject = { readonly key: string; readonly isCheckpoint?: boolean };

/** Whether S3 counts the object among those the rule is about. */
function isAbout({ filter }: LifecycleRule, { key, isCheckpoint = false }: StoredObject): boolean {
  if ('prefix' in filter) return key.startsWith(filter.prefix);
  const { prefix, tags } = filter.and;
  const objectTags: Record<string, string> = isCheckpoint ? { [CHECKPOINT_TAG.key]: CHECKPOINT_TAG.value } : {};
  return key.startsWith(prefix) && Object.entries(tags).every(([name, value]) => objectTags[name] === value);
}

/** Days until the object expires: of several rules the earliest. Infinity: never. */
function daysOf(rules: readonly LifecycleRule[], object: StoredObject): number {
  const days = rules
    .filter(rule => isAbout(rule, object))
    .map(({ expiration }) => (expiration && 'days' in expiration ? expiration.days : Number.POSITIVE_INFINITY));
  return Math.min(...days);
}

const isVersionBounded = (rules: readonly LifecycleRule[], key: string): boolean =>
  rules.some(rule => isAbout(rule, { key }) && rule.noncurrentVersionExpiration !== undefined);

const CHECKPOINT = { key: 'jobs/7/matte/ab12/matte.png', isCheckpoint: true };
const RESULT = { key: 'jobs/7/package/cd34/character.glb' };
const FORGOTTEN_TAG = { key: 'jobs/7/matte/ab12/manifest.json' };
const WEIGHTS = { key: 'weights/sdxl/unet.safetensors' };

check('the assets bucket', {
  'keeps checkpoints and results for the terms of the plan, and weights for ever': () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 365 }), (checkpointDays, more) => {
        const assetDays = checkpointDays + more;
        const rules = assetRules({ checkpointRetentionDays: checkpointDays, assetRetentionDays: assetDays });
        assert.is(daysOf(rules, CHECKPOINT), checkpointDays);
        assert.is(daysOf(rules, RESULT), assetDays);
        assert.is(daysOf(rules, FORGOTTEN_TAG), assetDays);
        assert.is(daysOf(rules, WEIGHTS), Number.POSITIVE_INFINITY);
      }),
    ),
  'lets no superseded version live for ever': () => {
    const rules = assetRules({ checkpointRetentionDays: 3, assetRetentionDays: 30 });
    assert.ok([CHECKPOINT, RESULT, WEIGHTS].every(({ key }) => isVersionBounded(rules, key)));
  },
});

check('the page bucket', {
  'keeps the page for ever and what it was before for a while': () => {
    assert.is(daysOf(pageRules(), { key: 'index.html' }), Number.POSITIVE_INFINITY);
    assert.ok(isVersionBounded(pageRules(), 'index.html'));
  },
});

check('every lifecycle', {
  'has rules S3 accepts: own names, and no tag beside an upload or a delete marker': () => {
    for (const rules of [assetRules({ checkpointRetentionDays: 3, assetRetentionDays: 30 }), pageRules()]) {
      assert.is(new Set(rules.map(rule => rule.id)).size, rules.length);
      for (const { filter, expiration, abortIncompleteMultipartUpload } of rules) {
        const endsUploads = abortIncompleteMultipartUpload !== undefined;
        const endsMarkers = expiration !== undefined && 'expiredObjectDeleteMarker' in expiration;
        if ('and' in filter) assert.not.ok(endsUploads || endsMarkers);
      }
    }
  },
  'ends abandoned uploads and delete markers anywhere in the bucket': () => {
    for (const rules of [assetRules({ checkpointRetentionDays: 3, assetRetentionDays: 30 }), pageRules()]) {
      const everywhere = rules.filter(({ filter }) => 'prefix' in filter && filter.prefix === '');
      assert.ok(everywhere.some(rule => rule.abortIncompleteMultipartUpload !== undefined));
      assert.ok(everywhere.some(({ expiration }) => expiration && 'expiredObjectDeleteMarker' in expiration));
    }
  },
});
