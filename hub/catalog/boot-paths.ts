/**
 * How long a new instance takes until its first job, by what it was made from. Seconds; in each path the three phases
 * add up to the totals that the sources give. `launchSeconds` is the time in `pending`, which AWS does not bill.
 *
 * Weights: about 9.1 GB (SDXL half precision 6.9, TripoSR 1.7, the rest small) [L].
 */
import type { Distribution } from '../distribution.ts';
import type { BootPath } from '../plan/boot-plan.ts';
import { coldLoadSeconds } from './measured-shapes.ts';

export type BootPathEntry = { readonly path: BootPath; readonly source: string; readonly why: string };

export const BOOT_PATH_NAMES = ['plain', 'baked-ami', 'weights-from-s3', 'warm-start', 'instant'] as const;
export type BootPathName = (typeof BOOT_PATH_NAMES)[number];

const triangular = (low: number, mode: number, high: number): Distribution => ({ kind: 'triangular', low, mode, high });
const none: Distribution = { kind: 'constant', value: 0 };

/** 16-18 s for general types everywhere; GPU types are expected to be somewhat slower [L]. */
const LAUNCH = triangular(16, 18, 25);
const LAUNCH_SOURCE = 'pending to running: brevdev/ec2-coldboot-research, 2026-01-31 [M]';
/** System, driver, container runtime, worker process, with all of them in the image. */
const BOOT_FROM_IMAGE = triangular(24, 30, 35);

/** Mean of copy, checksum and load of 9.1 GB: (30 + 40 + 55) / 3, as below. */
const S3_LOAD_SECONDS = 41.67;

const entry = (path: BootPath, source: string, why: string): BootPathEntry =>
  Object.freeze({ path: Object.freeze(path), source, why });

export const BOOT_PATHS: Readonly<Record<BootPathName, BootPathEntry>> = Object.freeze({
  plain: entry(
    { launchSeconds: LAUNCH, bootSeconds: triangular(480, 570, 720), modelLoadSeconds: triangular(25, 40, 120) },
    `${LAUNCH_SOURCE}; pulling a 10 GB image on a GPU node 7-10 min: tensorfuse.io [M]; driver installation 1-2 min [L]`,
    'a stock image that installs its driver and pulls its container at every launch',
  ),
  'baked-ami': entry(
    { launchSeconds: LAUNCH, bootSeconds: BOOT_FROM_IMAGE, modelLoadSeconds: triangular(130, 240, 410) },
    `${LAUNCH_SOURCE}; blocks of a new volume come from S3 at first touch: EC2 guide, 2023-05-31 [H]; 20-40 MB/s [L]; over 10 times slower first load: ainoya.dev [M]`,
    'everything in the AMI, weights too: 9 GB are read through lazy loading, then copied to the GPU (10 s)',
  ),
  'weights-from-s3': entry(
    { launchSeconds: LAUNCH, bootSeconds: BOOT_FROM_IMAGE, modelLoadSeconds: coldLoadSeconds(S3_LOAD_SECONDS) },
    `${LAUNCH_SOURCE}; 9.1 GB at the 5 Gbps network baseline of g4dn.xlarge = 15 s (DescribeInstanceTypes, 2026-08-02 [H], arithmetic [M]), the checksum of its largest file 10 s [L], to the GPU 10 s [L]; shape of 4832 cold loads, Alibaba cluster-trace-v2026-GenAI, SoCC'25 [M]`,
    'a small AMI with driver and worker; weights by parallel S3 reads through the gateway endpoint',
  ),
  'warm-start': entry(
    {
      launchSeconds: triangular(14, 16, 22),
      bootSeconds: triangular(11, 14, 18),
      modelLoadSeconds: triangular(30, 32, 35),
    },
    'a stopped start takes 21.2 s against 25.8 s cold: brevdev/ec2-coldboot-research, 2026-01-31 [M]; 9.1 GB from a hydrated gp3 volume at 437 MB/s = 21 s [M], to the GPU 10 s [L]',
    'a stopped instance of the warm pool: its volume is hydrated, its first-boot work is done',
  ),
  instant: entry(
    { launchSeconds: none, bootSeconds: none, modelLoadSeconds: none },
    'not a machine: for studies, and for tests against closed forms',
    'removes booting from the question',
  ),
});
