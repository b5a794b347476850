/**
 * What the scanner ranks by, 0..1: |score| x confidence x (1 + alignment) / 2. Full agreement of the timeframes leaves strength
 * times confidence as it is, none halves it, and full disagreement takes it to 0.
 */
export const opportunity = (score: number, confidence: number, alignment: number): number =>
  (Math.abs(score) * confidence * (1 + alignment)) / 2;
