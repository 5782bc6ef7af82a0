import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import {
  decideOnLeaving,
  type InstanceLimits,
  type InstanceState,
  type InstanceView,
  isHookWaiting,
  type Leaving,
  mayBeginStage,
  mayTake,
  nextState,
  UNKNOWN,
} from './instance-state.ts';

const LIMITS: InstanceLimits = { drainSeconds: 600, noticeFinishSeconds: 100, isRebalancing: true };
const view = (parts: Partial<InstanceView> = {}): InstanceView => ({
  lifecycleTarget: 'InService',
  isRebalanceAdvised: false,
  spotEndSeconds: undefined,
  isEndAsked: false,
  ...parts,
});
const IN_SERVICE: InstanceState = { kind: 'in-service' };
const leaving = (reasons: Leaving['reasons'], finishBySeconds: number): Leaving => ({
  kind: 'leaving',
  reasons,
  finishBySeconds,
});

/** From a state, by a look at 1000 s, to a state. */
const STEPS: readonly (readonly [string, InstanceState, Partial<InstanceView>, InstanceState])[] = [
  ['the first look finds it in service', UNKNOWN, {}, IN_SERVICE],
  ['nobody has answered yet', UNKNOWN, { lifecycleTarget: undefined }, UNKNOWN],
  ['it is prepared for the warm pool', UNKNOWN, { lifecycleTarget: 'Warmed:Stopped' }, { kind: 'waiting' }],
  ['it is called from the warm pool', { kind: 'waiting' }, {}, IN_SERVICE],
  ['the service is silent for once', IN_SERVICE, { lifecycleTarget: undefined }, IN_SERVICE],
  ['a rebalance recommendation', IN_SERVICE, { isRebalanceAdvised: true }, { kind: 'rebalancing' }],
  ['the recommendation stays', { kind: 'rebalancing' }, { isRebalanceAdvised: true }, { kind: 'rebalancing' }],
  ['scale-in', IN_SERVICE, { lifecycleTarget: 'Terminated' }, leaving(['terminated'], 1590)],
  [
    'its replacement has come',
    { kind: 'rebalancing' },
    { lifecycleTarget: 'Terminated' },
    leaving(['terminated'], 1590),
  ],
  ['back into the warm pool', IN_SERVICE, { lifecycleTarget: 'Warmed:Stopped' }, leaving(['pooled'], 1590)],
  ['the pool lets it go', { kind: 'waiting' }, { lifecycleTarget: 'Warmed:Terminated' }, leaving(['terminated'], 1590)],
  ['a notice, seen at once', IN_SERVICE, { spotEndSeconds: 1120 }, leaving(['spot-notice'], 1100)],
  ['a notice, seen late', IN_SERVICE, { spotEndSeconds: 1050 }, leaving(['spot-notice'], 1030)],
  ['SIGTERM', IN_SERVICE, { isEndAsked: true }, leaving(['told-to-end'], 1590)],
  ['SIGTERM before anything is known', UNKNOWN, { isEndAsked: true }, leaving(['told-to-end'], 1590)],
  [
    'a notice in a drain brings the end nearer',
    leaving(['terminated'], 1400),
    { lifecycleTarget: 'Terminated', spotEndSeconds: 1120 },
    leaving(['terminated', 'spot-notice'], 1100),
  ],
  [
    'a drain after a notice does not push it away',
    leaving(['spot-notice'], 1100),
    { lifecycleTarget: 'Terminated', spotEndSeconds: 1120 },
    leaving(['spot-notice', 'terminated'], 1100),
  ],
];

/** Whether a job with so much left, at 1000 s, is finished. */
const DECISIONS: readonly (readonly [string, Leaving, number, 'finish' | 'hand-back'])[] = [
  ['a notice, and it fits', leaving(['spot-notice'], 1100), 100, 'finish'],
  ['a notice, and it does not fit', leaving(['spot-notice'], 1100), 100.1, 'hand-back'],
  ['a notice that is over', leaving(['spot-notice'], 1000), 0, 'hand-back'],
  ['a drain gives the time it has, whatever is expected', leaving(['terminated'], 1590), 5000, 'finish'],
  ['a drain that is over', leaving(['terminated'], 1000), 1, 'hand-back'],
  ['SIGTERM is a drain', leaving(['told-to-end'], 1590), 5000, 'finish'],
  ['a drain with a notice is a notice', leaving(['terminated', 'spot-notice'], 1100), 200, 'hand-back'],
];

const anyView = fc.record({
  lifecycleTarget: fc.constantFrom('InService', 'Terminated', 'Warmed:Stopped', 'Warmed:Terminated', undefined),
  isRebalanceAdvised: fc.boolean(),
  spotEndSeconds: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
  isEndAsked: fc.boolean(),
});

check('the state of an instance', {
  ...Object.fromEntries(
    STEPS.map(([name, from, seen, to]) => [name, () => assert.equal(nextState(from, view(seen), LIMITS, 1000), to)]),
  ),
  'is the same value when nothing has changed': () => {
    const state = leaving(['terminated'], 1400);
    assert.is(nextState(state, view({ lifecycleTarget: 'Terminated' }), LIMITS, 1200), state);
    assert.is(nextState(IN_SERVICE, view(), LIMITS, 1200), IN_SERVICE);
  },
  'ignores a rebalance recommendation that its group ignores': () => {
    const limits = { ...LIMITS, isRebalancing: false };
    assert.is(nextState(IN_SERVICE, view({ isRebalanceAdvised: true }), limits, 0), IN_SERVICE);
  },
  'never takes work again once it leaves, and ends no later than it said': () =>
    fc.assert(
      fc.property(fc.array(anyView, { maxLength: 12 }), views => {
        let state: InstanceState = UNKNOWN;
        for (const [index, seen] of views.entries()) {
          const next = nextState(state, seen, LIMITS, index * 10);
          if (state.kind === 'leaving') {
            assert.ok(next.kind === 'leaving' && next.finishBySeconds <= state.finishBySeconds);
            assert.not(mayTake(next));
          }
          state = next;
        }
      }),
    ),
  'takes work in service only': () => {
    const others: readonly InstanceState[] = [
      UNKNOWN,
      { kind: 'waiting' },
      { kind: 'rebalancing' },
      leaving(['terminated'], 1),
    ];
    assert.equal(others.map(mayTake), [false, false, false, false]);
    assert.ok(mayTake(IN_SERVICE));
  },
});

check('the job in work', {
  ...Object.fromEntries(
    DECISIONS.map(([name, state, remainingSeconds, wanted]) => [
      name,
      () => assert.is(decideOnLeaving(state, remainingSeconds, 1000), wanted),
    ]),
  ),
  'begins a stage while nobody leaves, and later if it fits': () => {
    assert.ok(mayBeginStage({ kind: 'rebalancing' }, 5000, 1000));
    assert.ok(mayBeginStage(leaving(['terminated'], 1060), 60, 1000));
    assert.not(mayBeginStage(leaving(['terminated'], 1060), 61, 1000));
  },
  'is followed by an answer to the hook where the group waits for one': () => {
    const waits = (...reasons: Leaving['reasons']) => isHookWaiting(leaving(reasons, 0));
    assert.equal(
      [waits('terminated'), waits('pooled'), waits('spot-notice'), waits('told-to-end')],
      [true, true, false, false],
    );
  },
});
