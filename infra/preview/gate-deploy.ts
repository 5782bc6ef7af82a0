import * as pulumi from '@pulumi/pulumi';
import { problemText } from '../../hub/yaml/problem.ts';
import type { StackPlan } from '../config/read-stack-plan.ts';
import { brokenThresholds, predictionText } from './announce-prediction.ts';
import type { Prediction } from './predict.ts';

/**
 * Says what was predicted. Where the plan enforces its gate, a broken threshold ends the program before it has registered
 * anything, so that nothing is changed; otherwise it is a warning.
 *
 * @throws pulumi.RunError naming each broken threshold and its line
 */
export function gateDeploy({ plan, sources }: StackPlan, prediction: Prediction): void {
  void pulumi.log.info(predictionText(prediction));
  const broken = brokenThresholds(plan, sources, prediction);
  if (broken.length === 0) return;
  const count = `${broken.length} of ${prediction.verdicts.length} thresholds`;
  const text = broken.map(problemText).join('');
  if (plan.gate.enforce) {
    throw new pulumi.RunError(`the gate is shut: ${count} would be broken, and nothing was changed\n${text}`);
  }
  void pulumi.log.warn(`${count} would be broken\n${text.trimEnd()}`);
}
