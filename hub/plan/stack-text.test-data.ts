/** The smallest stack file that is right: one queue, one fleet, one group of fixed size. Tests break it in one place. */
const LINES = `config:
  aws:region: us-east-1
  asset-hub:queues:
    all:
      stages: [text-to-image, matte, image-to-3d, retopology, texture, rigging, package]
  asset-hub:fleets:
    workers:
      queues: [all]
      burst:
        minCount: 1
        maxCount: 1
        instanceTypes: [g4dn.xlarge]
`;

/**
 * @param changes text to replace, each of which must stand in the file
 * @param more lines to add at the end
 */
export function stackText(changes: Readonly<Record<string, string>> = {}, more = ''): string {
  return (
    Object.entries(changes).reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the stack file of the tests does not hold '${from}'`);
      return text.replace(from, to);
    }, LINES) + more
  );
}
