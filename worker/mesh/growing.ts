/** Typed arrays whose length is found out while they are written. */

export type Growing<Elements extends Float32Array | Uint32Array> = {
  readonly push3: (a: number, b: number, c: number) => void;
  readonly length: () => number;
  /** A copy that is no longer than it must be. */
  readonly elements: () => Elements;
};

const FIRST_LENGTH = 3 * 4096;

export const growingFloats = (): Growing<Float32Array> => growing(length => new Float32Array(length));
export const growingIndices = (): Growing<Uint32Array> => growing(length => new Uint32Array(length));

function growing<Elements extends Float32Array | Uint32Array>(make: (length: number) => Elements): Growing<Elements> {
  let elements = make(FIRST_LENGTH);
  let length = 0;
  return {
    push3: (a, b, c) => {
      if (length + 3 > elements.length) {
        const larger = make(2 * elements.length);
        larger.set(elements);
        elements = larger;
      }
      elements[length] = a;
      elements[length + 1] = b;
      elements[length + 2] = c;
      length += 3;
    },
    length: () => length,
    elements: () => elements.slice(0, length) as Elements,
  };
}
