import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import * as assert from 'uvu/assert';
import { lifecycleHooksOf } from '../../infra/fleet/lifecycle-hooks.ts';
import { startHookEndpoint } from '../../test/imds/start-hook-endpoint.ts';
import { check } from '../../test/kit/check.ts';
import { terminationHook } from './termination-hook.ts';

const aws = await startHookEndpoint();
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const client = new AutoScalingClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials });
const NO_HOOK = { code: 'ValidationError', message: 'No active Lifecycle Action found with instance ID i-0123' };
const DENIED = { code: 'AccessDenied', message: 'not authorized to perform: autoscaling:CompleteLifecycleAction' };

function open(sleep: (seconds: number, signal?: AbortSignal) => Promise<void> = async () => {}) {
  aws.calls.length = aws.refusals.length = 0;
  const logged: string[] = [];
  const log = (level: string, message: string) => void logged.push(`${level} ${message}`);
  const instance = { id: 'i-0123', group: 'prod-rigging-base' };
  const hook = terminationHook({ client, instance, hookName: 'termination', drainSeconds: 600, log, sleep });
  return { hook, logged };
}
const actions = () => aws.calls.map(({ Action }) => Action);

check('the termination hook', {
  'is answered with the names that the deploy gave': async () => {
    const { hook } = open();
    await hook.complete();
    const { Action, LifecycleHookName, InstanceId, AutoScalingGroupName, LifecycleActionResult } = aws.calls[0]!;
    assert.is(Action, 'CompleteLifecycleAction');
    assert.equal(
      [InstanceId, AutoScalingGroupName, LifecycleActionResult],
      ['i-0123', 'prod-rigging-base', 'CONTINUE'],
    );
    const names = lifecycleHooksOf({ bootTimeoutSeconds: 1200, drainSeconds: 600 }).map(({ name }) => name);
    assert.ok(names.includes(LifecycleHookName ?? ''), LifecycleHookName);
  },
  'that waits no more is no trouble': async () => {
    const { hook, logged } = open();
    aws.refusals.push(NO_HOOK);
    await hook.complete();
    assert.equal(logged, ['info no termination hook waits']);
    assert.is(aws.calls.length, 1);
  },
  'is answered again when the answer is not taken, and given up in the end': async () => {
    const pauses: number[] = [];
    const { hook, logged } = open(async seconds => void pauses.push(seconds));
    aws.refusals.push(DENIED, DENIED);
    await hook.complete();
    assert.is(aws.calls.length, 3);
    assert.is(logged.at(-1), 'info the termination hook is answered');
    aws.refusals.push(DENIED, DENIED, DENIED, DENIED, DENIED);
    await hook.complete();
    assert.is(logged.at(-1), 'error the termination hook took no answer');
    assert.equal(pauses, [1, 2, 1, 2, 4, 8]);
  },
  'is kept waiting from half of its time on, until it is answered': async () => {
    const over = new AbortController();
    const pauses: number[] = [];
    const { hook } = open(async seconds => {
      pauses.push(seconds);
      if (pauses.length === 3) over.abort();
    });
    await hook.keepWaiting(over.signal);
    assert.equal(pauses, [300, 300, 300]);
    assert.equal(actions(), ['RecordLifecycleActionHeartbeat', 'RecordLifecycleActionHeartbeat']);
  },
  'gets no heartbeat any more when it does not wait': async () => {
    const { hook } = open();
    aws.refusals.push(NO_HOOK);
    await hook.keepWaiting(new AbortController().signal);
    assert.is(aws.calls.length, 1);
  },
});
