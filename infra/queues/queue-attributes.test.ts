import * as assert from 'uvu/assert';
import { DEAD_LETTER_RETENTION_SECONDS, JOB_RETENTION_SECONDS } from '../../hub/job/retention.ts';
import { SECONDS_PER_DAY } from '../../hub/units.ts';
import { check } from '../../test/kit/check.ts';
import { DEAD_LETTER_ATTRIBUTES, jobQueueAttributes, redriveAllowPolicy, redrivePolicy } from './queue-attributes.ts';

const ARN = 'arn:aws:sqs:us-east-1:123456789012:rigging';

check('the attributes of a queue', {
  'are those of the plan': () => {
    const { visibilityTimeoutSeconds, receiveWaitTimeSeconds } = jobQueueAttributes({
      visibilityTimeoutSeconds: 300,
      longPollSeconds: 17,
    });
    assert.equal(
      { visibilityTimeoutSeconds, receiveWaitTimeSeconds },
      { visibilityTimeoutSeconds: 300, receiveWaitTimeSeconds: 17 },
    );
  },
  'encrypt messages, in both queues': () => {
    assert.is(jobQueueAttributes({ visibilityTimeoutSeconds: 0, longPollSeconds: 0 }).sqsManagedSseEnabled, true);
    assert.is(DEAD_LETTER_ATTRIBUTES.sqsManagedSseEnabled, true);
  },
  'leave a person ten days for a dead letter that waited to the last second': () => {
    assert.is((DEAD_LETTER_RETENTION_SECONDS - JOB_RETENTION_SECONDS) / SECONDS_PER_DAY, 10);
  },
  'keep messages no shorter and no longer than SQS can': () => {
    for (const seconds of [JOB_RETENTION_SECONDS, DEAD_LETTER_RETENTION_SECONDS]) {
      assert.ok(seconds >= 60 && seconds <= 1_209_600, `${seconds} s`);
    }
  },
});

check('redrive', {
  'happens after the receives of the plan': () =>
    assert.equal(JSON.parse(redrivePolicy(ARN, 4)), { deadLetterTargetArn: ARN, maxReceiveCount: 4 }),
  'is allowed from one queue': () =>
    assert.equal(JSON.parse(redriveAllowPolicy(ARN)), { redrivePermission: 'byQueue', sourceQueueArns: [ARN] }),
});
