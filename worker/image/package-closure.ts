/**
 * Which installed packages some packages need, by the lock file. Invariant: what is found is what Node would load: of two
 * versions of a package, the one nearest above whoever asks.
 */
type LockedPackage = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
};

/** As package-lock.json, version 3, has them: by folder, `node_modules/a` or `node_modules/a/node_modules/b`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/**
 * @returns folders, sorted
 * @throws Error for a name that is not in the lock
 * @example packageClosure(lock.packages, ['pino'])   // ['node_modules/atomic-sleep', 'node_modules/pino', ...]
 */
export function packageClosure(packages: LockedPackages, names: readonly string[]): readonly string[] {
  const needed = new Set<string>();
  const visit = (folder: string): void => {
    if (needed.has(folder)) return;
    needed.add(folder);
    const { dependencies, optionalDependencies, peerDependencies } = packages[folder] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = folderOf(packages, name, folder);
      // Optional ones may have been left out.
      if (found !== undefined) visit(found);
    }
  };
  for (const name of names) {
    const found = folderOf(packages, name, '');
    if (found === undefined) throw new Error(`${name} is not in package-lock.json`);
    visit(found);
  }
  return [...needed].toSorted();
}

/** Where Node finds a package that is asked for from a folder: there, or in one of those above. */
function folderOf(packages: LockedPackages, name: string, from: string): string | undefined {
  for (let above = from; ; above = above.slice(0, Math.max(0, above.lastIndexOf('/node_modules/')))) {
    const folder = above === '' ? `node_modules/${name}` : `${above}/node_modules/${name}`;
    if (packages[folder] !== undefined) return folder;
    if (above === '') return undefined;
  }
}
