/** Who may call through the alarm topic: CloudWatch and AWS Budgets, for this account alone. */
const CALLERS = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] as const;

/** The JSON of the topic's policy; its account stands in its ARN. Nobody may publish without TLS. */
export function alarmTopicPolicy(topicArn: string): string {
  const [, , , , account] = topicArn.split(':');
  const publish = { Action: 'sns:Publish', Resource: topicArn };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...CALLERS.map(service => ({
        Sid: service.split('.')[0],
        Effect: 'Allow',
        Principal: { Service: service },
        ...publish,
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      })),
      {
        Sid: 'RefuseWithoutTls',
        Effect: 'Deny',
        Principal: '*',
        ...publish,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
