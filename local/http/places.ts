export type Places = {
  /** Does it as soon as there is a place, first come first served. */
  readonly take: <Value>(work: () => Promise<Value>) => Promise<Value>;
};

/** So many things are done at once, and no more. */
export function createPlaces(count: number): Places {
  let freeCount = count;
  const waiting: (() => void)[] = [];
  return {
    take: async work => {
      if (freeCount > 0) freeCount -= 1;
      else await new Promise<void>(resolve => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // The place goes on to the next, or is free.
        const next = waiting.shift();
        if (next === undefined) freeCount += 1;
        else next();
      }
    },
  };
}
