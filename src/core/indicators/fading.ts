/**
 * Bars after which a value that keeps `1 - weight` of itself on every bar has forgotten what came before, to 1e-12 of it: three
 * digits more than a plug's memory promises, since old bars may lie far from the new ones.
 */
export const barsToFade = (weight: number): number => (weight >= 1 ? 1 : Math.ceil(Math.log(1e-12) / Math.log1p(-weight)));
