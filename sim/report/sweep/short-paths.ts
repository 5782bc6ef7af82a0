/**
 * Paths by as few of their last words as tell them apart.
 *
 * @example shortPaths(['fleets.rigging.burst.maxCount', 'fleets.generation.burst.maxCount', 'scenario.users'])
 *   // ['rigging.burst.maxCount', 'generation.burst.maxCount', 'users']
 */
export function shortPaths(paths: readonly string[]): readonly string[] {
  const words = paths.map(path => path.split('.'));
  return words.map((own, index) => {
    const others = words.filter((_, other) => other !== index);
    for (let count = 1; count < own.length; count += 1) {
      const tail = own.slice(-count).join('.');
      if (!others.some(other => other.slice(-count).join('.') === tail)) return tail;
    }
    return own.join('.');
  });
}
