/** What the page takes from its browser: clock, chance and what the browser keeps for it. Only here. */

export type Milliseconds = number;

export const nowMilliseconds = (): Milliseconds => Date.now();

/** For an Idempotency-Key. */
export const drawKey = (): string => crypto.randomUUID();

/** 0 to 1, for clients that would all ask at once. */
export const drawRatio = (): number => Math.random();

/** Ends early, without an error, when the signal is given. */
export const pause = (milliseconds: Milliseconds, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });

/** A value under a name. A browser that keeps nothing (private windows, full disks) loses comfort, not work. */
export type Keeper = {
  readonly read: () => string | undefined;
  /** undefined: forget it. */
  readonly write: (text: string | undefined) => void;
};

export function keeperIn(storageOf: () => Storage, name: string): Keeper {
  const key = `asset-hub.${name}`;
  return {
    read: () => {
      try {
        return storageOf().getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write: text => {
      try {
        if (text === undefined) storageOf().removeItem(key);
        else storageOf().setItem(key, text);
      } catch {
        // Said above.
      }
    },
  };
}
