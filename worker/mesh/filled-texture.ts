/**
 * A whole image from the texels that are known: each of the others takes the colour of a known one near by. So nothing foreign is
 * mixed in at seams, also where a renderer looks up a smaller version of the texture.
 *
 * @param places of the known texels, row by row from the top
 * @param colors r g b of each
 * @param side width and height
 * @returns rows of r g b
 */
export function filledTexture(places: Uint32Array, colors: ArrayLike<number>, side: number): Uint8Array {
  const pixels = new Uint8Array(3 * side * side);
  const isKnown = new Uint8Array(side * side);
  let front: number[] = [];
  places.forEach((place, i) => {
    isKnown[place] = 1;
    front.push(place);
    for (let channel = 0; channel < 3; channel += 1) pixels[3 * place + channel] = colors[3 * i + channel]!;
  });
  // Ring by ring outwards.
  while (front.length > 0) {
    const ring: number[] = [];
    for (const place of front) {
      const x = place % side;
      for (const beside of [
        x > 0 ? place - 1 : -1,
        x < side - 1 ? place + 1 : -1,
        place - side,
        place + side < side * side ? place + side : -1,
      ]) {
        if (beside < 0 || isKnown[beside] === 1) continue;
        isKnown[beside] = 1;
        pixels.copyWithin(3 * beside, 3 * place, 3 * place + 3);
        ring.push(beside);
      }
    }
    front = ring;
  }
  return pixels;
}
