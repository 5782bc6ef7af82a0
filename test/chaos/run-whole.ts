/**
 * `node test/chaos/run-whole.ts [SEEDS] [FIRST SEED] [USERS]`: 100 jobs of 20 users (5 of each) on 4 workers, for so many seeds.
 * Prints a row for each, says on standard error how it goes, and ends with 1 when any was at fault.
 */
import { wholeRound } from './whole-round.ts';

const [seeds = 5, firstSeed = 1, userCount = 20] = process.argv.slice(2).map(Number);
let faultCount = 0;
for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
  const options = {
    seed,
    userCount,
    jobsPerUser: 5,
    poisonCount: 2,
    workerCount: 4,
    secondsMax: 900,
    onProgress: console.error,
  };
  const { faults, logFile, ...counts } = await wholeRound(options);
  faultCount += faults.length;
  console.log(JSON.stringify(counts));
  for (const fault of faults) console.log(`FAULT seed ${seed}: ${fault} (${logFile})`);
}
process.exit(faultCount === 0 ? 0 : 1);
