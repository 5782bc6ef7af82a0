/**
 * First in, first out. Invariant: numbers leave in the order they came; nothing is allocated except to double the
 * room.
 */
import type { Count } from '../../hub/units.ts';

/** A ring of numbers (arrival times, entity indices); `push` and `shift` are O(1). */
export class WaitingLine {
  #ring = new Float64Array(64);
  #first = 0;
  #length = 0;

  get length(): Count {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#ring.length) this.#double();
    this.#ring[(this.#first + this.#length) & (this.#ring.length - 1)] = value;
    this.#length += 1;
  }

  /** Takes the oldest; a defect when there is none. */
  shift(): number {
    if (this.#length === 0) throw new Error('waiting line: nobody waits');
    const value = this.#ring[this.#first]!;
    this.#first = (this.#first + 1) & (this.#ring.length - 1);
    this.#length -= 1;
    return value;
  }

  #double(): void {
    const ring = new Float64Array(this.#ring.length * 2);
    ring.set(this.#ring.subarray(this.#first));
    ring.set(this.#ring.subarray(0, this.#first), this.#ring.length - this.#first);
    this.#ring = ring;
    this.#first = 0;
  }
}
