import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { check } from '../../test/kit/check.ts';
import { stackText } from '../../test/kit/stack-plan.ts';
import { brokenThresholds, predictionText } from './announce-prediction.ts';
import type { Prediction } from './predict.ts';

const PREDICTION: Prediction = {
  users: 10_000,
  replications: 10,
  seed: 1,
  costUsdPerCharacter: 0.0123,
  costUsdPerCharacterInterval: [0.0122, 0.0124],
  waitSecondsP95: { generation: 2516, rigging: null },
  turnaroundSecondsP95: 10_127,
  coldStartRatio: 0.0124,
  instancesPeak: { 'on-demand': 8, spot: 200 },
  verdicts: [],
};

function parsedDev() {
  const parsed = parseStackConfig({ text: stackText('dev'), file: 'Pulumi.dev.yaml', stack: 'dev' });
  if (parsed.kind === 'problems') throw new Error('dev is no plan');
  return parsed;
}

check('predictionText', {
  'says price, waits and cold starts in one line': () =>
    assert.is(
      predictionText(PREDICTION),
      'predicted for 10,000 users within a minute: $0.0123 per character (95 % interval $0.0122 to $0.0124); ' +
        'p95 wait generation 41 min 56 s, rigging -; p95 turnaround 2 h 49 min; 1.2 % wait for a cold start',
    ),
  'says when there is no price': () => {
    const text = predictionText({ ...PREDICTION, costUsdPerCharacter: null, costUsdPerCharacterInterval: null });
    assert.match(text, /no price per character, since no character is finished/);
  },
});

check('brokenThresholds', {
  'names the line of each that is broken, and nothing else': () => {
    const { plan, sources } = parsedDev();
    const verdicts = [
      { threshold: plan.gate.thresholds[0]!, value: 0.31234, outcome: 'broken' },
      { threshold: plan.gate.thresholds[1]!, value: 0, outcome: 'kept' },
    ] as const;
    const [problem, ...others] = brokenThresholds(plan, sources, { verdicts });
    assert.equal(others, []);
    const line =
      stackText('dev')
        .split('\n')
        .findIndex(text => text.includes('cost_usd_per_character<')) + 1;
    assert.equal([problem?.file, problem?.line], ['Pulumi.dev.yaml', line]);
    assert.is(problem?.message, 'cost_usd_per_character<0.25 is broken: predicted 0.3123');
    assert.is(problem?.hint, 'npx asset-sim gate --stack dev shows why; change the plan, or the threshold');
  },
  'says so where nothing was observed': () => {
    const { plan, sources } = parsedDev();
    const verdicts = [{ threshold: 'cost_usd_per_character<0.25', value: null, outcome: 'broken' } as const];
    assert.match(brokenThresholds(plan, sources, { verdicts })[0]!.message, /nothing was observed/);
  },
});
