import { z } from 'zod';
import { figure } from '../../core/desk/wire.ts';

/** A symbol as the scanner ranks it; `blocked` is the first gate that stopped it. */
export const opportunitySchema = z.object({
  symbol: z.string(),
  score: figure,
  confidence: figure,
  opportunity: figure,
  blocked: z.string().optional(),
});
