import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { policyResources } from '../../test/policy-pack/policy-resources.ts';
import { reportsOnInputs, reportsOnStack } from '../../test/policy-pack/run-policy.ts';
import { PREDICTION_POLICIES } from './prediction-policies.ts';

const [predictedCost, exportedCost, keptThresholds] = PREDICTION_POLICIES;
const CAPACITY_PLAN = 'assethub:capacity:CapacityPlan';

const onPrice = (costUsdPerCharacter: number | null, settings: object) =>
  reportsOnInputs(predictedCost, { type: CAPACITY_PLAN, inputs: { costUsdPerCharacter }, settings }).map(
    ({ message }) => message,
  );
const onExport = (outputs: object, settings: object) =>
  reportsOnStack(
    exportedCost,
    policyResources([{ type: 'pulumi:pulumi:Stack', name: 'prod', props: outputs }]),
    settings,
  );
const atMost = (costUsdPerCharacterMax: number) => ({ costUsdPerCharacterMax });

check('predicted-cost-per-character', {
  'says nothing without a limit': () => assert.equal(onPrice(1000, {}), []),
  'lets the limit itself pass, and says both numbers above it': () => {
    assert.equal(onPrice(0.02, atMost(0.02)), []);
    assert.equal(onPrice(0.0212345, atMost(0.02)), [
      'predicted 0.02123 USD per character, at most 0.02 USD is allowed',
    ]);
  },
  'takes no price for too much': () =>
    assert.equal(onPrice(null, atMost(0.02)), ['no price per character is predicted; at most 0.02 USD is allowed']),
  'is about the prediction only': () => {
    const other = { type: 'aws:sqs/queue:Queue', inputs: { costUsdPerCharacter: 9 }, settings: atMost(0.02) };
    assert.equal(reportsOnInputs(predictedCost, other), []);
  },
});

check('exported-cost-per-character', {
  'says nothing without a limit': () => assert.equal(onExport({}, {}), []),
  'wants a price, within the limit': () => {
    assert.equal(onExport({ predictedCostUsdPerCharacter: 0.01 }, atMost(0.02)), []);
    assert.is(onExport({ predictedCostUsdPerCharacter: 0.03 }, atMost(0.02)).length, 1);
    assert.is(onExport({}, atMost(0.02)).length, 1);
    assert.is(onExport({ predictedCostUsdPerCharacter: null }, atMost(0.02)).length, 1);
  },
});

check('predicted-thresholds-kept', {
  'names each threshold that is broken': () => {
    const verdicts = [
      { threshold: 'cost_usd_per_character<0.01', value: 0.02, outcome: 'broken' },
      { threshold: 'p95(turnaround_seconds)<60', value: null, outcome: 'broken' },
      { threshold: 'max(jobs_dead_lettered)<=0', value: 0, outcome: 'kept' },
    ];
    const reports = reportsOnInputs(keptThresholds, { type: CAPACITY_PLAN, inputs: { verdicts } });
    assert.equal(
      reports.map(({ message }) => message),
      [
        'cost_usd_per_character<0.01 is broken: predicted 0.02',
        'p95(turnaround_seconds)<60 is broken: nothing was observed',
      ],
    );
  },
  'warns, where the price of the platform refuses': () => {
    assert.is(keptThresholds.enforcementLevel, 'advisory');
    assert.is(predictedCost.enforcementLevel, 'mandatory');
  },
});
