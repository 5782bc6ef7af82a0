/** Policies for specimens. */

/** The JSON of a policy with these statements. */
export const policyJson = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** Refuses an action without TLS. */
export const withoutTls = (action: string): object => ({
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** Lets somebody in. */
export const allow = (principal: unknown, condition?: object): object => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'some:Action',
  Resource: 'arn:aws:some:::thing',
  ...(condition === undefined ? {} : { Condition: condition }),
});

export const SERVICE = { Service: 'events.amazonaws.com' };

/** Three ways to let everybody in. */
export const ANYBODY: readonly unknown[] = ['*', { AWS: '*' }, { AWS: ['arn:aws:iam::123456789012:role/r', '*'] }];
