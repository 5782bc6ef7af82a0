import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import type { HubError } from '../../../hub/errors.ts';
import { check } from '../../../test/kit/check.ts';
import { readTier, tierOfSpacing } from './read-tier.ts';
import { SDXL_SCHEDULER } from './sdxl-models.ts';
import { TIER_NAMES, TIERS } from './tiers.ts';

function folderWith(settings?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-tier-'));
  const file = join(folder, SDXL_SCHEDULER);
  mkdirSync(dirname(file), { recursive: true });
  if (settings !== undefined) writeFileSync(file, settings);
  return folder;
}

/** As diffusers 0.36 saves them, in part. */
const settingsWith = (spacing: string) =>
  JSON.stringify({
    _class_name: 'EulerDiscreteScheduler',
    _diffusers_version: '0.36.0',
    beta_schedule: 'scaled_linear',
    steps_offset: 1,
    timestep_spacing: spacing,
  });

const isRefused = (settings: string | undefined, why: RegExp) => () => {
  const folder = folderWith(settings);
  try {
    readTier(folder);
  } catch (error) {
    const { code, message, hint } = error as HubError;
    assert.is(code, 'MODEL_FILE');
    assert.ok(message.startsWith(join(folder, SDXL_SCHEDULER)), message);
    assert.match(message, why);
    assert.match(hint ?? '', /fetch or export SDXL anew/);
    return;
  }
  assert.unreachable(`${settings} was taken`);
};

check('the tier of weights', {
  'is fast where times are spaced from the last, and quality where they are from the first': () => {
    assert.is(readTier(folderWith(settingsWith('trailing'))), 'fast');
    assert.is(readTier(folderWith(settingsWith('leading'))), 'quality');
  },
  'is known by its spacing, which is no other tier’s': () => {
    for (const name of TIER_NAMES) assert.is(tierOfSpacing(TIERS[name].spacing), name);
  },
  'is none for a spacing that no tier has': isRefused(
    settingsWith('linspace'),
    /timestep_spacing must be "trailing" \(tier fast\) or "leading" \(tier quality\) \(saw "linspace"\)/,
  ),
  'is none where no spacing is said': isRefused('{"_class_name": "EulerDiscreteScheduler"}', /\(saw none\)/),
  'is none without the file': isRefused(undefined, /cannot be read, and it says which tier the UNet is for/),
  'is none in half a file': isRefused('{"timestep_spacing": "tra', /has no settings as JSON/),
  'is none in a list': isRefused('["trailing"]', /has no settings as JSON/),
});
