import { z } from 'zod';

/** One parameter of a plug-in as people are told of it. `least` and `most` are the ends of its range, both allowed. */
export type Parameter = {
  readonly name: string;
  readonly kind: 'integer' | 'number' | 'flag' | 'choice' | 'text';
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly string[];
  /** What it is when nobody says; a parameter without one must be given. */
  readonly usual?: number | boolean | string;
};

const described = z.object({
  properties: z
    .record(
      z.string(),
      z.object({
        type: z.enum(['integer', 'number', 'boolean', 'string']),
        minimum: z.number().optional(),
        maximum: z.number().optional(),
        enum: z.array(z.string()).optional(),
        default: z.union([z.number(), z.boolean(), z.string()]).optional(),
      }),
    )
    .default({}),
});

/** The parameters of a plug-in, in the order of its schema. Throws when the schema holds more than numbers, flags, words and choices. */
export function parametersOf(plug: { readonly params: z.ZodType }): readonly Parameter[] {
  const { properties } = described.parse(z.toJSONSchema(plug.params, { io: 'input' }));
  return Object.entries(properties).map(([name, { type, minimum, maximum, enum: choices, default: usual }]) => ({
    name,
    kind: choices !== undefined ? 'choice' : type === 'boolean' ? 'flag' : type === 'string' ? 'text' : type,
    ...(minimum === undefined ? {} : { least: minimum }),
    ...(maximum === undefined ? {} : { most: maximum }),
    ...(choices === undefined ? {} : { choices }),
    ...(usual === undefined ? {} : { usual }),
  }));
}
