import * as assert from 'uvu/assert';
import { type PlanSources, parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { check } from '../../test/kit/check.ts';
import { stackText } from '../../test/kit/stack-plan.ts';
import { configProblems } from './config-problems.ts';

const FILE = 'Pulumi.dev.yaml';

function sources(): PlanSources {
  const parsed = parseStackConfig({ text: stackText('dev'), file: FILE, stack: 'dev' });
  if (parsed.kind === 'problems') throw new Error('dev is no plan');
  return parsed.sources;
}

/** As the engine hands over what stands in the file. */
const engineConfig = () => {
  const value = sources().sections.value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [`asset-hub:${name}`, JSON.stringify(part)]));
};
const problems = (changes: Readonly<Record<string, string>>) =>
  configProblems({ 'aws:region': 'us-east-1', ...engineConfig(), ...changes }, sources(), FILE);

check('configProblems', {
  'finds none where Pulumi read the same file': () => assert.equal(problems({}), []),
  'points at the key whose value came from elsewhere': () => {
    const [problem, ...others] = problems({ 'asset-hub:quotas': '{"onDemandVcpuMax":999}' });
    assert.equal(others, []);
    const line =
      stackText('dev')
        .split('\n')
        .findIndex(text => text.includes('asset-hub:quotas')) + 1;
    assert.equal([problem?.file, problem?.line, problem?.path], [FILE, line, 'asset-hub:quotas']);
    assert.match(problem!.message, /another value/);
  },
  'points at a section that the file does not have': () => {
    const [problem] = problems({ 'asset-hub:prices': '{}' });
    assert.match(problem!.message, /is set, but not in Pulumi.dev.yaml/);
  },
  'does not mind what belongs to others': () => assert.equal(problems({ 'aws:profile': 'studio', 'other:x': '1' }), []),
});
