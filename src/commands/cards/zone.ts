import { z } from 'zod';
import { figure } from '../../core/desk/wire.ts';

/** A zone of support or resistance; `distance` is the way to it, a fraction of the price. */
export const zoneSchema = z.object({
  kind: z.enum(['support', 'resistance']),
  level: figure,
  low: z.number(),
  high: z.number(),
  touches: z.number(),
  strength: figure,
  volumeConfirmed: z.boolean(),
  active: z.boolean(),
  distance: figure,
});
