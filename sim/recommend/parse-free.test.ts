import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { parseFree } from './parse-free.ts';

const problemOf = (text: string) => {
  const parsed = parseFree(text);
  return parsed.kind === 'problem' ? parsed.message : 'no problem';
};

check('parseFree', {
  'reads values as YAML gives them, and the plan as it is comes first': () => {
    const parsed = parseFree('fleets.rigging.burst.maxCount = 60, 100');
    assert.equal(parsed, {
      kind: 'parameter',
      parameter: {
        name: 'fleets.rigging.burst.maxCount',
        choices: [
          { label: 'as it is', changes: [] },
          { label: '60', changes: [{ path: 'fleets.rigging.burst.maxCount', value: 60 }] },
          { label: '100', changes: [{ path: 'fleets.rigging.burst.maxCount', value: 100 }] },
        ],
      },
    });
  },
  'reads lists and mappings in brackets': () => {
    const parsed = parseFree('fleets.rigging.burst.instanceTypes=[g4dn.xlarge,g5.xlarge],[g6.xlarge]');
    const labels = parsed.kind === 'parameter' ? parsed.parameter.choices.map(({ label }) => label) : [];
    assert.equal(labels, ['as it is', 'g4dn.xlarge or g5.xlarge', 'g6.xlarge']);
  },
  'refuses what says nothing': () => {
    assert.match(problemOf('fleets.rigging.burst.maxCount'), /is no PATH=VALUE/);
    assert.match(problemOf('=1,2'), /is no PATH=VALUE/);
    assert.match(problemOf('a.b='), /names no value/);
    assert.match(problemOf('a.b=[1,2'), /cannot be read/);
  },
  'refuses what is no number, and one value twice': () => {
    assert.match(problemOf('a.b=1,.nan'), /no number \(saw NaN\)/);
    assert.match(problemOf('a.b=1,2,1'), /one value twice \(saw 1\)/);
    assert.match(problemOf('a.b=[x,y],[x,y]'), /one value twice/);
  },
});
