/**
 * The only traffic a worker may start: HTTPS, which is how all of AWS is spoken to. Nothing may connect to it.
 *
 * Name resolution, the clock and the metadata service of the instance need no rule: security groups do not filter them
 * (Amazon VPC guide, security groups, 2023-05 [H]). The destination is open because the public addresses of SQS, ECR and
 * CloudWatch come from no list that a rule could name.
 */
export const WORKER_EGRESS = Object.freeze({
  ipProtocol: 'tcp',
  fromPort: 443,
  toPort: 443,
  cidrIpv4: '0.0.0.0/0',
  description: 'HTTPS to AWS services',
});
