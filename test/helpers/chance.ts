/** Choices that are the same for the same seed, on every machine. */
export interface Chance {
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  /** True with the given probability, 0.5 unless said otherwise. */
  yes(probability?: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Some of the items, at least one, in their order. */
  some<T>(items: readonly T[]): T[];
}

export function chanceOf(seed: number): Chance {
  const next = mulberry32(seed);
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[between(0, items.length - 1)];
    if (item === undefined && items.length === 0) throw new Error("nothing to pick from");
    return item as T;
  };
  return {
    between,
    yes: (probability = 0.5) => next() < probability,
    pick,
    some: (items) => {
      const must = between(0, items.length - 1);
      return items.filter((_, i) => i === must || next() < 0.5);
    },
  };
}

/** A small generator of numbers in [0, 1) with 32 bits of state. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
