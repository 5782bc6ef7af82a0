/** On moto, which keeps protection with its groups; and with a client whose answers come when the test says so. */
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingInstancesCommand,
  type SetInstanceProtectionCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { sleep } from '../environment.ts';
import { scaleInProtection } from './scale-in-protection.ts';

type Call = { readonly isProtected: boolean; readonly settle: (error?: Error) => void };

/** Each call waits until the test settles it. */
function slowClient() {
  const calls: Call[] = [];
  const send = ({ input }: SetInstanceProtectionCommand) =>
    new Promise<void>((resolve, reject) => {
      const settle = (error?: Error) => (error === undefined ? resolve() : reject(error));
      calls.push({ isProtected: input.ProtectedFromScaleIn === true, settle });
    });
  return { client: { send } as unknown as AutoScalingClient, calls };
}

const turn = () => new Promise(resolve => setImmediate(resolve));
const logged: string[] = [];
const pauses: number[] = [];
const ports = (client: AutoScalingClient) => ({
  client,
  instance: { id: 'i-0123', group: 'burst' },
  log: (_level: string, message: string) => void logged.push(message),
  sleep: async (seconds: number, signal: AbortSignal) => {
    pauses.push(seconds);
    await sleep(0.001, signal);
  },
  drawRatio: () => 1,
});

async function groupOnMoto(): Promise<{
  readonly client: AutoScalingClient;
  readonly id: string;
  readonly group: string;
}> {
  const { clientConfig } = await startMoto();
  const client = new AutoScalingClient(clientConfig);
  const { Images = [] } = await new EC2Client(clientConfig).send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  const names = { LaunchConfigurationName: 'worker', ImageId: Images[0]?.ImageId, InstanceType: 'g4dn.xlarge' };
  await client.send(new CreateLaunchConfigurationCommand(names));
  const group = { AutoScalingGroupName: 'burst', LaunchConfigurationName: 'worker', AvailabilityZones: ['us-east-1a'] };
  await client.send(new CreateAutoScalingGroupCommand({ ...group, MinSize: 1, MaxSize: 1 }));
  const { AutoScalingInstances = [] } = await client.send(new DescribeAutoScalingInstancesCommand({}));
  return { client, id: AutoScalingInstances[0]!.InstanceId!, group: 'burst' };
}

check('scale-in protection', {
  'is set and lifted in the group': async () => {
    const { client, id, group } = await groupOnMoto();
    const protection = scaleInProtection({ ...ports(client), instance: { id, group } });
    const isProtected = async () => {
      const { AutoScalingInstances = [] } = await client.send(new DescribeAutoScalingInstancesCommand({}));
      return AutoScalingInstances[0]?.ProtectedFromScaleIn;
    };
    for (const wanted of [true, false]) {
      protection.want(wanted);
      for (let look = 0; look < 50 && (await isProtected()) !== wanted; look += 1) await sleep(0.05);
      assert.is(await isProtected(), wanted);
    }
    await protection.stop();
  },
  'makes one call at a time, and the last wish wins': async () => {
    const { client, calls } = slowClient();
    const protection = scaleInProtection(ports(client));
    for (const wanted of [true, false, true, false]) protection.want(wanted);
    await turn();
    assert.equal(
      calls.map(({ isProtected }) => isProtected),
      [true],
    );
    calls[0]!.settle();
    await turn();
    assert.equal(
      calls.map(({ isProtected }) => isProtected),
      [true, false],
    );
    calls[1]!.settle();
    await protection.stop();
    assert.is(calls.length, 2);
  },
  'calls nothing when the wish is what is': async () => {
    const { client, calls } = slowClient();
    const protection = scaleInProtection(ports(client));
    protection.want(false);
    // What an earlier worker left behind is not known.
    assert.is(calls.length, 1);
    calls[0]!.settle();
    await turn();
    protection.want(false);
    await turn();
    assert.is(calls.length, 1);
    protection.want(true);
    assert.is(calls.length, 2);
    calls[1]!.settle();
    await protection.stop();
  },
  'repeats a refused call with growing pauses, and says so once': async () => {
    logged.length = pauses.length = 0;
    const { client, calls } = slowClient();
    const protection = scaleInProtection(ports(client));
    protection.want(true);
    for (let count = 1; count <= 7; count += 1) {
      while (calls.length < count) await sleep(0.001);
      calls[count - 1]!.settle(count < 7 ? new Error('The instance is not in InService') : undefined);
    }
    await protection.stop();
    assert.equal(pauses, [1, 2, 4, 8, 16, 30]);
    assert.equal(logged, [
      'scale-in protection could not be set, and is tried again',
      'scale-in protection is set after all',
    ]);
  },
  'is not repeated when it is not wanted any more': async () => {
    const { client, calls } = slowClient();
    const protection = scaleInProtection(ports(client));
    protection.want(true);
    protection.want(false);
    calls[0]!.settle(new Error('throttled'));
    while (calls.length < 2) await turn();
    assert.is(calls[1]!.isProtected, false);
    calls[1]!.settle();
    await protection.stop();
    protection.want(true);
    assert.is(calls.length, 2);
  },
});
