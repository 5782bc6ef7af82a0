/** A program that ends badly in the way the environment says. It needs no AWS, so it starts sooner. */
import { type ChildProcess, spawn } from 'node:child_process';
import * as pulumi from '@pulumi/pulumi';

class Nothing extends pulumi.ComponentResource {
  constructor(name: string) {
    super('recorder:test:Nothing', name);
    this.registerOutputs({});
  }
}

/** A process that holds the output of the program open. */
function sleeper(): ChildProcess {
  const child = spawn('sleep', ['60'], { stdio: 'inherit' });
  console.log(`sleeper ${child.pid}`);
  return child;
}

const FAILURES: Readonly<Record<string, () => unknown>> = {
  runError: () => {
    throw new pulumi.RunError('the plan costs 3 USD per character, at most 2 are allowed');
  },
  error: () => {
    throw new Error('somebody wrote a bug');
  },
  duplicate: () => [new Nothing('twin'), new Nothing('twin')],
  unknownInvoke: () => pulumi.runtime.invoke('aws:ec2/getAmi:getAmi', {}),
  read: () => new pulumi.StackReference('organization/network/dev'),
  killed: () => process.kill(process.pid, 'SIGKILL'),
  leftover: () => sleeper().unref(),
  endless: () => {
    sleeper();
    setInterval(() => undefined, 1000);
    return new Promise(() => undefined);
  },
};

await FAILURES[process.env.FAILURE ?? '']?.();
