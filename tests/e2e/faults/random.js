// Numbers that look drawn by lot and are the same for the same seed, on every machine.

/** A source of such numbers (mulberry32). */
export class Lot {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `count`. */
  below(count) {
    return Math.floor(this.next() * count);
  }

  /** One of these. */
  of(items) {
    return items[this.below(items.length)];
  }

  /** One of the names of `weights`, each as often as its weight says. */
  weighted(weights) {
    const names = Object.keys(weights);
    let rest = this.next() * names.reduce((sum, name) => sum + weights[name], 0);
    return names.find((name) => (rest -= weights[name]) < 0) ?? names.at(-1);
  }
}
