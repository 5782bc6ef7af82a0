/** What is missing for instances that an update would start: the order of the bootstrap, as conditions. */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { weightsFolderOf } from '../../infra/boot/boot-settings.ts';
import { bakedImageParameter } from '../../infra/fleet/machine-image.ts';
import type { ResourceRecord } from '../pulumi-host/program-record.ts';
import type { AwsCli } from './start-aws-cli.ts';

export type Needs = {
  readonly cli: AwsCli;
  readonly plan: Pick<HubPlan, 'stack' | 'images'>;
  readonly repositoryName: string;
  readonly bucketName: string;
};

/** Among what is made is a group that keeps instances. */
export function hasWorkers(resources: readonly ResourceRecord[]): boolean {
  return resources.some(({ type, inputs }) => type === 'aws:autoscaling/group:Group' && Number(inputs.minSize) > 0);
}

/** In the order in which a boot would fail on it. */
export async function problemsOfLaunch({ cli, plan, repositoryName, bucketName }: Needs): Promise<readonly string[]> {
  const Name = bakedImageParameter(plan.stack);
  const { Parameter } = (await cli.call('ssm', 'get_parameter', { Name })) as { Parameter: { readonly Value: string } };
  const image = plan.images.machineImageId ?? Parameter.Value;
  const imageTag = plan.images.workerImageTag;
  const needs: readonly (readonly [problem: string, ...question: Parameters<AwsCli['call']>])[] = [
    [`${image} was never baked`, 'ec2', 'describe_images', { Owners: ['self'], ImageIds: [image] }],
    [`tag ${imageTag} was never pushed`, 'ecr', 'describe_images', { repositoryName, imageIds: [{ imageTag }] }],
    [
      'there are no weights',
      's3',
      'head_object',
      { Bucket: bucketName, Key: `${weightsFolderOf(plan)}/manifest.sha256` },
    ],
  ];
  const problems: string[] = [];
  for (const [problem, ...question] of needs) {
    await cli.call(...question).catch(() => problems.push(problem));
  }
  return problems;
}
