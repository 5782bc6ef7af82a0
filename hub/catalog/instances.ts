/**
 * The GPU instance types a fleet may use, in us-east-1: what each holds, costs, and how fast it is beside the reference
 * instance g4dn.xlarge, for which every stage time in the hub is written.
 *
 * Sources, unless a row says otherwise:
 * - vCPU, memory, GPU, EBS: EC2 DescribeInstanceTypes as kept by getmoto/moto, 2026-08-02 [H]
 * - on-demand price: AWS price list as kept by aws/karpenter-provider-aws, 2026-07-20 [H]
 * - Spot price: on-demand less the 30-day mean saving of the Spot Instance Advisor, 2025-06-28 [M]
 * - interruption bucket: Spot Instance Advisor, 2025-06-28 [H]
 * - CPU speed: Coremark iterations/s measured by vantage-sh/ec2instances.info, 2025-12 [H]
 *
 * A price that `asset-sim prices refresh` has fetched (refreshed-prices.ts) goes before the row's own.
 *
 * Left out: g4ad (AMD, no CUDA), g6f (3 GB of GPU memory), and CPU types for a retopology queue of its own, for which no
 * dated Spot price was found.
 */
import type { Confidence, Range } from './confidence.ts';
import { INSTANCE_TYPE_NAMES, type InstanceTypeName } from './instance-type-names.ts';
import { REFRESHED_PRICES } from './refreshed-prices.ts';

export { INSTANCE_TYPE_NAMES, type InstanceTypeName };

/** What holds for a type that was not refreshed. */
export const KEPT_ON_DEMAND = {
  source: 'AWS price list, aws/karpenter-provider-aws',
  date: '2026-07-20',
  confidence: 'H',
} as const;
export const KEPT_SPOT = {
  source: 'on-demand less the 30-day mean saving, Spot Instance Advisor',
  date: '2025-06-28',
  confidence: 'M',
} as const;

export type Gpu = 'T4' | 'A10G' | 'L4' | 'L40S';

/** Share of instances interrupted over the trailing month, as the Spot Instance Advisor prints it. */
export type InterruptionBucket = '<5%' | '5-10%' | '10-15%' | '15-20%' | '>20%';

export type InstanceType = {
  readonly name: InstanceTypeName;
  readonly vcpuCount: number;
  readonly memoryGibibytes: number;
  readonly gpu: Gpu;
  readonly gpuMemoryGibibytes: number;
  /** Decimal megabytes per second between instance and volume; burst lasts minutes, baseline for ever. */
  readonly ebsBaselineMegabytesPerSecond: number;
  readonly ebsBurstMegabytesPerSecond: number;
  readonly onDemandUsdPerHour: number;
  readonly spotUsdPerHour: number;
  /** In which the Spot price of a day may truly lie; for sensitivity studies. */
  readonly spotUsdPerHourRange: Range;
  readonly interruptionBucket: InterruptionBucket;
  /** Speed of a GPU-bound stage / speed on g4dn.xlarge. Depends on the GPU only. */
  readonly gpuSpeedRatio: number;
  readonly gpuSpeedRatioRange: Range;
  /** Speed of a CPU-bound stage that uses all threads / speed on g4dn.xlarge. */
  readonly cpuSpeedRatio: number;
  readonly source: string;
  readonly date: string;
  /** Of the least certain number in the row. */
  readonly confidence: Confidence;
};

/**
 * GPU speed beside a T4, for half-precision diffusion at 1024 px. T4: 20 steps in about 31 s (2.5 it/s measured for SD
 * 2.1 at 768 px by Stability-AI/stablediffusion issue 125, 2022-12, scaled by 3.5 for SDXL [L]). A10G: 4-6 s for 20
 * optimised steps (baseten.co), about 8 s by default (huggingface/diffusers issue 6882) [M]. L4 and L40S are placed
 * between by their published tensor throughput and memory bandwidth [L].
 */
const GPU_SPEEDS: Readonly<Record<Gpu, Range & { readonly ratio: number }>> = {
  T4: { ratio: 1, low: 1, high: 1 },
  A10G: { ratio: 4, low: 2.5, high: 6 },
  L4: { ratio: 2.5, low: 1.8, high: 4 },
  L40S: { ratio: 8, low: 5, high: 12 },
};

/** GPU memory as CUDA reports it, GiB. A T4 keeps about 14.7 of its 16 for programs. */
const GPU_MEMORY_GIBIBYTES: Readonly<Record<Gpu, number>> = { T4: 16, A10G: 22.4, L4: 22.4, L40S: 44.7 };

/** Coremark of g4dn.xlarge in thousand iterations/s; CPU speeds are divided by it. */
const REFERENCE_COREMARK = 55;

/**
 * The g4dn.xlarge Spot price lay at 0.158 all through March to May 2021 (LucianaMarques/amazon-spot-dataset, 2021-05-30
 * [H]) and is taken as at most 0.26 now [L]; the same shares of today's estimate bound the other types.
 */
const SPOT_LOW_RATIO = 0.158 / 0.189;
const SPOT_HIGH_RATIO = 0.26 / 0.189;

type Row = Pick<
  InstanceType,
  'vcpuCount' | 'memoryGibibytes' | 'gpu' | 'onDemandUsdPerHour' | 'spotUsdPerHour' | 'interruptionBucket'
> & {
  readonly ebs: readonly [baseline: number, burst: number];
  readonly coremark: number;
  readonly note?: string;
};

const MOTO = 'EC2 DescribeInstanceTypes (getmoto/moto), AWS price list (karpenter-provider-aws), Spot Instance Advisor';

function instanceType(name: InstanceTypeName, row: Row): InstanceType {
  const speed = GPU_SPEEDS[row.gpu];
  const spotUsdPerHour = REFRESHED_PRICES.spotUsdPerHour[name] ?? row.spotUsdPerHour;
  return Object.freeze({
    name,
    vcpuCount: row.vcpuCount,
    memoryGibibytes: row.memoryGibibytes,
    gpu: row.gpu,
    gpuMemoryGibibytes: GPU_MEMORY_GIBIBYTES[row.gpu],
    ebsBaselineMegabytesPerSecond: row.ebs[0],
    ebsBurstMegabytesPerSecond: row.ebs[1],
    onDemandUsdPerHour: REFRESHED_PRICES.onDemandUsdPerHour[name] ?? row.onDemandUsdPerHour,
    spotUsdPerHour,
    spotUsdPerHourRange: Object.freeze({
      low: spotUsdPerHour * SPOT_LOW_RATIO,
      high: spotUsdPerHour * SPOT_HIGH_RATIO,
    }),
    interruptionBucket: row.interruptionBucket,
    gpuSpeedRatio: speed.ratio,
    gpuSpeedRatioRange: Object.freeze({ low: speed.low, high: speed.high }),
    cpuSpeedRatio: row.coremark / REFERENCE_COREMARK,
    source: row.note === undefined ? MOTO : `${MOTO}; ${row.note}`,
    date: '2026-08-02',
    confidence: row.gpu === 'T4' && row.note === undefined ? 'M' : 'L',
  });
}

/** Not in the measured set: twice the smaller size of the family, or the same processor elsewhere. */
const COREMARK_DERIVED = 'Coremark derived from a sibling type [L]';
const EBS_FROM_MEMORY = 'EBS bandwidth unverified [L]';

const ROWS: Readonly<Record<InstanceTypeName, Row>> = {
  'g4dn.xlarge': {
    vcpuCount: 4,
    memoryGibibytes: 16,
    gpu: 'T4',
    ebs: [118.75, 437.5],
    onDemandUsdPerHour: 0.526,
    spotUsdPerHour: 0.189,
    interruptionBucket: '15-20%',
    coremark: 55,
  },
  'g4dn.2xlarge': {
    vcpuCount: 8,
    memoryGibibytes: 32,
    gpu: 'T4',
    ebs: [143.75, 437.5],
    onDemandUsdPerHour: 0.752,
    spotUsdPerHour: 0.293,
    interruptionBucket: '>20%',
    coremark: 116,
  },
  'g4dn.4xlarge': {
    vcpuCount: 16,
    memoryGibibytes: 64,
    gpu: 'T4',
    ebs: [593.75, 593.75],
    onDemandUsdPerHour: 1.204,
    spotUsdPerHour: 0.385,
    interruptionBucket: '>20%',
    coremark: 232,
    note: `${COREMARK_DERIVED}; ${EBS_FROM_MEMORY}`,
  },
  'g5.xlarge': {
    vcpuCount: 4,
    memoryGibibytes: 16,
    gpu: 'A10G',
    ebs: [87.5, 437.5],
    onDemandUsdPerHour: 1.006,
    spotUsdPerHour: 0.412,
    interruptionBucket: '>20%',
    coremark: 70,
  },
  'g5.2xlarge': {
    vcpuCount: 8,
    memoryGibibytes: 32,
    gpu: 'A10G',
    ebs: [106.25, 437.5],
    onDemandUsdPerHour: 1.212,
    spotUsdPerHour: 0.509,
    interruptionBucket: '15-20%',
    coremark: 140,
    note: `${COREMARK_DERIVED}; ${EBS_FROM_MEMORY}`,
  },
  'g6.xlarge': {
    vcpuCount: 4,
    memoryGibibytes: 16,
    gpu: 'L4',
    ebs: [125, 625],
    onDemandUsdPerHour: 0.8048,
    spotUsdPerHour: 0.41,
    interruptionBucket: '>20%',
    coremark: 84,
  },
  'g6.2xlarge': {
    vcpuCount: 8,
    memoryGibibytes: 32,
    gpu: 'L4',
    ebs: [250, 625],
    onDemandUsdPerHour: 0.9776,
    spotUsdPerHour: 0.411,
    interruptionBucket: '>20%',
    coremark: 167,
    note: EBS_FROM_MEMORY,
  },
  'g6e.xlarge': {
    vcpuCount: 4,
    memoryGibibytes: 32,
    gpu: 'L40S',
    ebs: [125, 625],
    onDemandUsdPerHour: 1.861,
    spotUsdPerHour: 0.782,
    interruptionBucket: '5-10%',
    coremark: 84,
    note: COREMARK_DERIVED,
  },
};

/**
 * All types by name.
 *
 * @example INSTANCE_TYPES['g4dn.xlarge'].spotUsdPerHour   // 0.189
 */
export const INSTANCE_TYPES = Object.freeze(
  Object.fromEntries(INSTANCE_TYPE_NAMES.map(name => [name, instanceType(name, ROWS[name])])),
) as Readonly<Record<InstanceTypeName, InstanceType>>;
