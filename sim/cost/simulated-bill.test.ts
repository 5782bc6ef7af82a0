import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { check, near } from '../../test/kit/check.ts';
import { simulate } from '../model/simulate.ts';
import { defaultScenario } from '../scenario/default-scenario.ts';
import { billOf } from './bill.ts';
import { sessionSecondsOf } from './session-bill.ts';

/** A small flash crowd on the prod stack as it stands. */
function simulated() {
  const file = 'Pulumi.prod.yaml';
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const parsed = parseStackConfig({ text, file, stack: 'prod' });
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  const scenario = defaultScenario(200);
  const arrivals = scenario.arrivals.flatMap(source => (source.kind === 'trace' ? [] : [source]));
  const record = simulate({ plan: parsed.plan, scenario, arrivals, seed: 7 }, 0);
  return { record, bill: billOf(parsed.plan, record) };
}

check('the bill of a simulated run', {
  'holds every billed second of every session': () => {
    const { record, bill } = simulated();
    const hours = bill.lines
      .filter(line => line.unit === 'instance-hour')
      .reduce((sum, line) => sum + line.quantity, 0);
    const billed = record.sessions.reduce((sum, session) => sum + sessionSecondsOf(session).wholeSeconds, 0);
    assert.ok(record.sessions.length > 2);
    near(hours * 3600, billed, 1e-4);
  },
  'is the exact sum of its lines, and stands above its floor': () => {
    const { record, bill } = simulated();
    assert.is(
      bill.lines.reduce((sum, line) => sum + line.nanoUsd, 0),
      bill.totalNanoUsd,
    );
    assert.is(bill.finishedCount, record.jobs.count);
    assert.ok(bill.floorUsdPerCharacter! < bill.spotUsdPerCharacter!);
    assert.ok(bill.spotUsdPerCharacter! < bill.usdPerCharacter!);
    assert.ok(bill.usdPerCharacter! < bill.onDemandUsdPerCharacter!);
  },
  'is the same bill for the same seed': () => assert.equal(simulated().bill, simulated().bill),
});
