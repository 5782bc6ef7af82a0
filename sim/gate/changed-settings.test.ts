import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { changedSettings } from './changed-settings.ts';

const FILE = 'Pulumi.prod.yaml:31:19';
const setting = (path: string, value: unknown, source = FILE) => ({ path, value, source });

check('changedSettings', {
  'names what differs, from and to, and where the new value stands': () =>
    assert.equal(changedSettings({ a: 100, b: 1 }, [setting('a', 150), setting('b', 1)]), [
      { path: 'a', from: 100, to: 150, place: { file: 'Pulumi.prod.yaml', line: 31, column: 19 } },
    ]),
  'new and changed ones come in the order of the plan, then those that are gone': () =>
    assert.equal(
      changedSettings({ gone: 1, c: 1, also: 2 }, [setting('b', 1), setting('c', 2)]).map(({ path, from, to }) => [
        path,
        from,
        to,
      ]),
      [
        ['b', undefined, 1],
        ['c', 1, 2],
        ['gone', 1, undefined],
        ['also', 2, undefined],
      ],
    ),
  'a default has no place, and neither has what is gone': () => {
    const changes = changedSettings({ gone: 1 }, [setting('a', 1, 'AWS SQS developer guide, 2023-05-05 [H]')]);
    assert.equal(
      changes.map(({ place }) => place),
      [undefined, undefined],
    );
  },
  'finds the place in a revision, whose name has a colon': () =>
    assert.equal(changedSettings({}, [setting('a', 1, 'main:Pulumi.prod.yaml:3:5')])[0]!.place, {
      file: 'main:Pulumi.prod.yaml',
      line: 3,
      column: 5,
    }),
  'what is not set equals what JSON kept as null, there or gone': () => {
    assert.equal(changedSettings({ a: null }, [setting('a', undefined)]), []);
    assert.equal(changedSettings({}, [setting('a', undefined)]), []);
    assert.equal(changedSettings({ a: null }, []), []);
  },
  'compares lists by what is in them': () => {
    assert.equal(changedSettings({ a: ['x', 'y'] }, [setting('a', ['x', 'y'])]), []);
    assert.is(changedSettings({ a: ['x', 'y'] }, [setting('a', ['y', 'x'])]).length, 1);
  },
  'a plan does not differ from what JSON kept of it': () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), settings => {
        const kept = JSON.parse(JSON.stringify(settings)) as Record<string, unknown>;
        assert.equal(
          changedSettings(
            kept,
            Object.entries(settings).map(([path, value]) => setting(path, value)),
          ),
          [],
        );
      }),
    ),
});
