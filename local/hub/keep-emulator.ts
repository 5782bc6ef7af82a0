/** An emulator that has died is started again, on its port and with what it had, but for its queues. */
import type { Seconds } from '../../hub/units.ts';
import type { Moto } from '../../test/moto/start-moto.ts';
import { sleep } from '../environment.ts';

export type KeepPorts = {
  readonly emulator: Moto;
  readonly startAgain: (port: number) => Promise<Moto>;
  /** Makes on the new one what the hub needs, and sends what was queued on the old. */
  readonly rebuild: () => Promise<void>;
  readonly onTrouble: (text: string) => void;
  /** From now on its end is meant. */
  readonly signal: AbortSignal;
};

const PAUSE_SECONDS: Seconds = 1;

/** @returns ends the one that runs then; to be called when the signal was given */
export function keepEmulator(ports: KeepPorts): () => Promise<void> {
  const { startAgain, rebuild, onTrouble, signal } = ports;
  let { emulator } = ports;
  const port = Number(new URL(emulator.endpoint).port);

  async function keep(): Promise<void> {
    for (;;) {
      await emulator.ended;
      if (signal.aborted) return;
      onTrouble('the emulator has ended; it is started again');
      try {
        emulator = await startAgain(port);
        await rebuild();
      } catch (error) {
        // Another process may have the port just now. It is tried until it goes well, or until the hub is told to end.
        onTrouble(String(error));
        await emulator.stop();
        await sleep(PAUSE_SECONDS, signal);
      }
    }
  }

  void keep();
  return () => emulator.stop();
}
