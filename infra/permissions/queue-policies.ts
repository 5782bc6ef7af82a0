/**
 * Policies on queues. Who may use a queue is said once, in the roles of this account; the queue adds that nobody may use it
 * without TLS, and the only sender that has no role: EventBridge.
 */

/** `Deny` names every action, as it should: a request without TLS is refused whatever it asks. */
const withoutTls = (queueArn: string) => ({
  Sid: 'RefuseWithoutTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: queueArn,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** EventBridge sends what it could not deliver under its own name, for these rules. */
const fromRules = (queueArn: string, ruleArns: readonly string[]) => ({
  Sid: 'TakeFromTheRules',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: queueArn,
  Condition: { ArnEquals: { 'aws:SourceArn': ruleArns } },
});

const policy = (statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** The JSON of a policy that refuses every request without TLS. */
export function tlsOnlyPolicy(queueArn: string): string {
  return policy([withoutTls(queueArn)]);
}

/**
 * The JSON of the policy of the queue that takes EventBridge rules' undelivered events: TLS only, and those rules.
 * Without the second EventBridge cannot use the queue, and the events are gone (EventBridge guide, dead-letter queues,
 * 2023-06 [H]).
 */
export function undeliveredEventsPolicy(queueArn: string, ruleArns: readonly string[]): string {
  return policy([withoutTls(queueArn), fromRules(queueArn, ruleArns)]);
}
