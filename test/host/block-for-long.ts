/** A worker whose model host is in a run of many seconds (2.3 TFLOP on one thread). Prints the host's process id once that has begun. */
import { grinding, writeGroup } from '../../worker/host/fixtures.test-data.ts';
import { useHost } from './use-host.ts';

await useHost([writeGroup('grinding', { grinding: grinding() })], async host => {
  const { value } = await host.run('identify', undefined);
  const onStep = () => process.stdout.write(`${value}\n`);
  await host.run('grind', { rounds: 1, size: 3072 }, { onStep });
});
