import { z } from 'zod';
import { configSchema } from './schema.ts';
import type { Variable } from './variables.ts';

/** The part of JSON Schema that the configuration uses. */
const nodeSchema = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  description: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
});

type Node = z.infer<typeof nodeSchema>;

const root = nodeSchema.parse(z.toJSONSchema(configSchema, { io: 'input' }));
const defaults: unknown = configSchema.parse({});

const nodeAt = (path: readonly string[]): Node =>
  path.reduce((node, key) => nodeSchema.parse(node.properties?.[key] ?? {}), root);

const bounded = (limit: number | undefined): limit is number => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

function rangeText(node: Node): string {
  if (node.description !== undefined) return node.description;
  if (node.enum !== undefined) return node.enum.join(', ');
  if (node.items !== undefined) return rangeText(nodeSchema.parse(node.items));
  const { minimum, maximum, exclusiveMinimum } = node;
  const low = bounded(minimum) ? `${minimum}` : bounded(exclusiveMinimum) ? `above ${exclusiveMinimum}` : '';
  if (low === '' || !bounded(maximum)) return low === '' || !bounded(minimum) ? low : `${low} or more`;
  return `${low} to ${maximum}`;
}

/** What the schema allows a variable to be, in words; empty where the unit says it all. */
export const rangeOf = (variable: Variable): string => rangeText(nodeAt(variable.path));

/** A variable's value inside any record of the configuration's shape. */
export const valueAt = (record: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => z.record(z.string(), z.unknown()).safeParse(value).data?.[key], record);

/** The default as one would write it; empty when there is none. */
export function defaultOf(variable: Variable): string {
  const value = valueAt(defaults, variable.path);
  return value === undefined ? '' : variable.unit.write(value);
}
