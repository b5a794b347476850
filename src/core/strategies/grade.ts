/** Held to 0..1; what is no number counts as 0, so that odd data never makes a strategy speak. */
export const unit = (value: number): number => (value > 0 ? (value < 1 ? value : 1) : 0);
