/** A worker whose model host is in a run of half a minute and more. Prints the host's process id once that has begun. */
import { grinding, writeGroup } from '../../worker/host/fixtures.test-data.ts';
import { useHost } from './use-host.ts';

await useHost([writeGroup('grinding', { grinding: grinding() })], async host => {
  const { value } = await host.run('identify', undefined);
  const onStep = () => process.stdout.write(`${value}\n`);
  await host.run('grind', { rounds: 1, size: 3072 }, { onStep });
});
