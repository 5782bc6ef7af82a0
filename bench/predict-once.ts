/** `node bench/predict-once.ts prod` prints the seconds from before the simulator is loaded to the prediction. */
import { stackPlan } from '../test/kit/stack-plan.ts';

const plan = stackPlan(process.argv[2] === 'dev' ? 'dev' : 'prod');
const start = performance.now();
const { predict } = await import('../infra/preview/predict.ts');
await predict(plan);
console.log((performance.now() - start) / 1000);
