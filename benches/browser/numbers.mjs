// Numbers as the tables of benches/README.md show them.

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const ms = (number) => (Number.isFinite(number) ? `${number.toFixed(0)} ms` : "–");
