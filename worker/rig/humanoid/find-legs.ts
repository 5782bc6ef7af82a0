/** Where a body's legs part, and where each of them is. */
import type { Point } from '../point.ts';
import { middlePiece, type Piece, piecesAt, type Slices } from './body-slices.ts';
import { type Side, signOf } from './humanoid-joints.ts';
import { PROPORTIONS } from './proportions.ts';

export type Legs = {
  readonly crotchY: number;
  /** Whether two legs were seen; below a robe they are assumed. */
  readonly isFound: boolean;
  /** The middle of a leg at a height below the crotch. */
  readonly middleAt: (side: Side, y: number) => Point;
  readonly pieceAt: (side: Side, y: number) => Piece | undefined;
};

/** Parts of the height: feet may touch below the first, and what parts only above the second is no pair of legs. */
const SEEN_FROM = 0.1;
const CROTCH_LEAST = 0.2;
const CROTCH_MOST = 0.65;

export function findLegs(slices: Slices): Legs {
  const { body, floorY, topY, middleX } = slices;
  const height = topY - floorY;
  const legPiece = (side: Side, y: number) => legOf(piecesAt(slices, y), side, middleX);
  const areParted = (y: number) =>
    middlePiece(slices, y) === undefined && legPiece('left', y) !== undefined && legPiece('right', y) !== undefined;

  let y = floorY + SEEN_FROM * height;
  while (areParted(y)) y += body.cellMetres;
  const isFound = y >= floorY + CROTCH_LEAST * height && y <= floorY + CROTCH_MOST * height;
  const crotchY = isFound ? y : floorY + PROPORTIONS.crotchHeight * height;
  const pieceAt = (side: Side, at: number) => (isFound && at < crotchY ? legPiece(side, at) : undefined);
  return {
    crotchY,
    isFound,
    pieceAt,
    middleAt: (side, at) =>
      pieceAt(side, at)?.centre ?? [
        middleX + signOf(side) * PROPORTIONS.hipHalfWidth * height,
        at,
        middleZ(slices, at),
      ],
  };
}

/** Of the pieces on one side the nearest to the middle: hands hang farther out. */
function legOf(pieces: readonly Piece[], side: Side, middleX: number): Piece | undefined {
  const outward = (piece: Piece) => signOf(side) * (piece.centre[0] - middleX);
  return pieces.filter(piece => outward(piece) > 0).sort((a, b) => outward(a) - outward(b))[0];
}

/** Of the largest piece at that height. */
const middleZ = (slices: Slices, y: number): number => piecesAt(slices, y)[0]?.centre[2] ?? 0;
