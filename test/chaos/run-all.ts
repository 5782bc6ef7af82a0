/**
 * `node test/chaos/run-all.ts [SEEDS] [FIRST SEED]`: the whole round, 200 jobs with 5 poisonous ones on 4 workers, for so many
 * seeds. Prints a row for each, and ends with 1 when any was at fault.
 */
import { runChaos } from './run-chaos.ts';

const [seeds = 20, firstSeed = 1] = process.argv.slice(2).map(Number);
let faultCount = 0;
for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
  const report = await runChaos({ seed, jobCount: 200, poisonCount: 5, workerCount: 4, secondsMax: 600 });
  const { faults, logFile, ...counts } = report;
  faultCount += faults.length;
  console.log(JSON.stringify(counts));
  for (const fault of faults) console.log(`FAULT seed ${seed}: ${fault} (${logFile})`);
}
process.exit(faultCount === 0 ? 0 : 1);
